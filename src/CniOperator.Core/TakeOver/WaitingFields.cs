using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Rendering;
using CniOperator.Core.Rendering.Stages;
using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Ownership;

namespace CniOperator.Core.TakeOver;

/// <summary>
/// Fields of a pod template that change nothing that runs, and would restart every pod all the same: our hash, and where a container's last
/// words are taken from. Where a workload differs in nothing else, they wait for the next change that restarts its pods anyway. Until then
/// the workload itself, outside of its template, carries the hash of the configuration that its pods started with.
/// </summary>
public static class WaitingFields
{
    private const string LastWords = "terminationMessagePolicy";

    private const string ServersOwn = "File";

    private const string Template = "spec.template";

    /// <summary>What to apply now: <paramref name="desired"/>, or the same without what waits.</summary>
    /// <param name="desired">The object as it is rendered.</param>
    /// <param name="live">The object in the cluster; <c>null</c> when there is none.</param>
    /// <param name="objects">Everything that is rendered with it.</param>
    /// <param name="runningBefore">An object that runs already and was not applied yet; <c>null</c> when there is none.</param>
    public static Manifest Keep(
        Manifest desired,
        JsonObject? live,
        IReadOnlyList<Manifest> objects,
        Func<ObjectKey, JsonObject?> runningBefore
    )
    {
        ArgumentNullException.ThrowIfNull(desired);
        ArgumentNullException.ThrowIfNull(objects);
        ArgumentNullException.ThrowIfNull(runningBefore);
        if (live is null || !WorkloadView.IsWorkload(desired.Key) || !Waits(desired.Json, live))
            return desired;
        var kept = desired.Json.Clone();
        KeepHash(kept, live);
        KeepLastWords(kept, live);
        return HasSubstance(kept, live) || !StartedWith(desired, live, objects, runningBefore) ? desired : Manifest.Of(kept);
    }

    private static bool Waits(JsonObject desired, JsonObject live) =>
        (HashOf(desired) is not null && HashOf(live) is null) || Pairs(desired, live).Any(p => WordsOf(p.Ours) != WordsOf(p.Live));

    private static void KeepHash(JsonObject kept, JsonObject live)
    {
        if (HashOf(kept) is not { } hash || HashOf(live) is not null)
            return;
        var metadata = RenderedPodTemplates.Of(kept)!["metadata"]!.AsObject();
        var annotations = metadata["annotations"]!.AsObject();
        annotations.Remove(ClusterNetworkApi.HashAnnotation);
        if (annotations.Count == 0)
            metadata.Remove("annotations");
        RenderedPodTemplates.Child(RenderedPodTemplates.Child(kept, "metadata"), "annotations")[ClusterNetworkApi.HashAnnotation] = hash;
    }

    // Stated or not, it stays what it is.
    private static void KeepLastWords(JsonObject kept, JsonObject live)
    {
        foreach (var (ours, theirs) in Pairs(kept, live).Where(p => WordsOf(p.Ours) != WordsOf(p.Live)))
            ours.Remove(LastWords);
    }

    private static List<(JsonObject Ours, JsonObject Live)> Pairs(JsonObject desired, JsonObject live)
    {
        if (RenderedPodTemplates.Of(desired) is not { } ours || RenderedPodTemplates.Of(live) is not { } theirs)
            return [];
        var byName = RenderedPodTemplates.Containers(theirs).Where(c => c.Text("name") is not null).ToLookup(c => c.Text("name")!);
        return RenderedPodTemplates.Containers(ours).SelectMany(c => byName[c.Text("name") ?? ""].Take(1).Select(l => (c, l))).ToList();
    }

    private static bool HasSubstance(JsonObject kept, JsonObject live) =>
        ObjectComparer
            .Compare(kept, live, ClusterNetworkApi.FieldManager)
            .Any(d => d.Kind != DifferenceKind.NotOwned && d.Path.StartsWith(Template, StringComparison.Ordinal));

    private static bool StartedWith(
        Manifest desired,
        JsonObject live,
        IReadOnlyList<Manifest> objects,
        Func<ObjectKey, JsonObject?> runningBefore
    )
    {
        var hash = HashOf(desired.Json);
        if ((HashOf(live) ?? live.Text("metadata", "annotations", ClusterNetworkApi.HashAnnotation)) is { } known)
            return known == hash;
        return PodConfiguration
            .ReadBy(desired.Json)
            .All(key => objects.FirstOrDefault(o => o.Key == key) is not { } rendered || SaysTheSame(rendered, runningBefore(key)));
    }

    private static bool SaysTheSame(Manifest rendered, JsonObject? running) =>
        running is not null
        && rendered.Key.Kind == "ConfigMap"
        && running.Map("binaryData") is null
        && rendered.Json.TextMap("data") is var ours
        && running.TextMap("data") is var theirs
        && ours.Count == theirs.Count
        && ours.All(e => theirs.TryGetValue(e.Key, out var text) && (text == e.Value || AreSameJson(text, e.Value)));

    private static bool AreSameJson(string one, string other)
    {
        try
        {
            return JsonNode.DeepEquals(JsonNode.Parse(one), JsonNode.Parse(other));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string WordsOf(JsonObject container) => container.Text(LastWords) ?? ServersOwn;

    private static string? HashOf(JsonObject workload) =>
        RenderedPodTemplates.Of(workload).Text("metadata", "annotations", ClusterNetworkApi.HashAnnotation);
}
