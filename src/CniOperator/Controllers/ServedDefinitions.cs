using System.Text.Json.Nodes;
using CniOperator.Core.Decisions;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client.Discovery;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Controllers;

/// <summary>What live definitions tell of their kinds, sooner than the API server itself does.</summary>
internal static class ServedDefinitions
{
    private static readonly TimeSpan New = TimeSpan.FromMinutes(1);

    /// <summary>Tells the mapper: discovery lags behind a new definition, and asking for a kind in vain costs two requests.</summary>
    internal static void Teach(IRestMapper mapper, IReadOnlyDictionary<ObjectKey, JsonObject> live)
    {
        foreach (
            var definition in live.Where(l => CustomDefinition.Is(l.Key))
                .Select(l => CustomDefinition.Of(l.Key, l.Value))
                .Where(d => d.Established)
        )
        foreach (var version in definition.Versions)
            mapper.Learn(new ResourceKind(definition.Group, version, definition.Kind, definition.Plural, definition.Namespaced));
    }

    /// <summary>
    /// True for a kind so new that we have applied nothing of it yet. Of such a kind there is nothing to watch, and API servers answer its
    /// watches with 429 for a second or two, which its objects would have to wait for.
    /// </summary>
    internal static bool IsNew(Observation o, InventoryKind kind)
    {
        var key = new ObjectKey(kind.ApiVersion, kind.Kind, kind.Namespace, "");
        return o
            .Live.Where(l => CustomDefinition.Is(l.Key))
            .Select(l => CustomDefinition.Of(l.Key, l.Value))
            .Any(d => d.Brings(key) && o.Now - d.CreatedAt < New && !o.Memory.Applied.Keys.Any(d.Brings));
    }
}
