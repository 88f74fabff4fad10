using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Controllers;

/// <summary>
/// Events in which kubelets say why a probe of a pod fails, as this operator caches them: the pod's uid, the words and the time.
/// </summary>
internal static class ProbeEvents
{
    internal static ResourceType<Unstructured> Type { get; } =
        Unstructured.Of(KubernetesKinds.Events, KeptFields.Of(["involvedObject.uid", "message", "lastTimestamp"]));

    /// <summary>The last words on each pod, by its uid.</summary>
    internal static IReadOnlyDictionary<string, string> WordsOf(IReadOnlyList<JsonObject> events)
    {
        var last = new Dictionary<string, (DateTimeOffset? Time, string Words)>(StringComparer.Ordinal);
        foreach (var e in events)
            if (e.Text("involvedObject", "uid") is { } uid && e.Text("message") is { } words)
                if (!last.TryGetValue(uid, out var known) || e.Time("lastTimestamp") >= known.Time)
                    last[uid] = (e.Time("lastTimestamp"), words);
        return last.ToDictionary(w => w.Key, w => w.Value.Words, StringComparer.Ordinal);
    }
}
