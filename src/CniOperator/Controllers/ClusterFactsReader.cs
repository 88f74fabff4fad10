using System.Text;
using System.Text.Json.Nodes;
using CniOperator.Core.Rendering;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Controllers;

/// <summary>
/// Turns what caches hold into the facts that the pipeline takes: for the controller and the webhook alike, so that both judge the same.
/// </summary>
internal static class ClusterFactsReader
{
    /// <summary>The facts.</summary>
    /// <param name="version">The version of the API server, as <c>1.36</c>; <c>null</c> when unknown.</param>
    /// <param name="nodes">How many nodes there are.</param>
    /// <param name="serviceCidrs">Every ServiceCIDR.</param>
    /// <param name="secrets">The Secrets of the operator's namespace.</param>
    /// <param name="daemons">What <see cref="DaemonLookups"/> tells.</param>
    internal static ClusterFacts Read(
        string? version,
        int nodes,
        IEnumerable<JsonObject> serviceCidrs,
        IEnumerable<JsonObject> secrets,
        IReadOnlyDictionary<ObjectKey, bool> daemons
    ) =>
        ClusterFacts.None with
        {
            KubernetesVersion = version,
            ServiceCidrs = [.. serviceCidrs.SelectMany(c => c.Texts("spec", "cidrs")).Order(StringComparer.Ordinal)],
            NodeCount = nodes,
            RunningDaemons = daemons,
            ExistingSecrets = secrets.Select(s => s.Text("metadata", "name") ?? "").ToHashSet(StringComparer.Ordinal),
        };

    /// <summary>The values of those keys that the Secrets have.</summary>
    internal static Dictionary<SecretKeyReference, string> ValuesOf(
        IReadOnlyCollection<JsonObject> secrets,
        IReadOnlyList<SecretKeyReference> needed
    )
    {
        var values = new Dictionary<SecretKeyReference, string>();
        foreach (var reference in needed)
        {
            var secret = secrets.FirstOrDefault(s => s.Text("metadata", "name") == reference.Name);
            if (secret.Text("data", reference.Key) is { } encoded)
                values[reference] = Encoding.UTF8.GetString(Convert.FromBase64String(encoded));
        }

        return values;
    }
}
