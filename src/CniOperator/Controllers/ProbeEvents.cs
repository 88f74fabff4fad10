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

    /// <summary>
    /// The last words on each pod, by its uid: of a readiness probe where one failed, as that decides, and else of another. A pod that
    /// fails both would have other words with each Event.
    /// </summary>
    internal static IReadOnlyDictionary<string, string> WordsOf(IReadOnlyList<JsonObject> events)
    {
        var last = new Dictionary<string, (bool Decides, DateTimeOffset Time, string Words)>(StringComparer.Ordinal);
        foreach (var e in events)
        {
            if (e.Text("involvedObject", "uid") is not { } uid || e.Text("message") is not { } words)
                continue;
            var told = (Decides: words.StartsWith("Readiness", StringComparison.Ordinal), e.Time("lastTimestamp") ?? default, words);
            if (!last.TryGetValue(uid, out var known) || told.CompareTo(known) >= 0)
                last[uid] = told;
        }

        return last.ToDictionary(w => w.Key, w => w.Value.Words, StringComparer.Ordinal);
    }
}
