using System.Text.Json.Nodes;
using CniOperator.Core.Objects;
using CniOperator.Runtime.Client;

namespace CniOperator.Controllers;

/// <summary>Tells the mapper what live definitions bring: discovery lags behind a new one, and asking for a kind in vain costs two requests.</summary>
internal static class ServedDefinitions
{
    internal static void Teach(IRestMapper mapper, IReadOnlyDictionary<ObjectKey, JsonObject> live)
    {
        foreach (var definition in live.Where(l => CustomDefinition.Is(l.Key)).Select(l => CustomDefinition.Of(l.Key, l.Value)).Where(d => d.Established))
            foreach (var version in definition.Versions)
                mapper.Learn(new ResourceKind(definition.Group, version, definition.Kind, definition.Plural, definition.Namespaced));
    }
}
