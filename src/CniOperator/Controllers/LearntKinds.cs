using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client.Discovery;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Controllers;

/// <summary>What live definitions say about their kinds, sooner than the API server itself does.</summary>
internal static class LearntKinds
{
    /// <summary>
    /// Tells the mapper: discovery lags behind a new definition, and asking for a kind without success costs two requests.
    /// </summary>
    internal static void Teach(IRestMapper mapper, IReadOnlyDictionary<ObjectKey, JsonObject> live)
    {
        foreach (var (key, json) in live)
        {
            if (!CustomDefinition.Is(key) || CustomDefinition.Of(key, json) is not { Established: true } definition)
                continue;
            foreach (var version in definition.Versions)
                mapper.Learn(new ResourceKind(definition.Group, version, definition.Kind, definition.Plural, definition.Namespaced));
        }
    }
}
