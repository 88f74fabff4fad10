using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Core.Rendering;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Concerns.Effects;

/// <summary>
/// Finds the effects that applied objects should have and do not have. All of it follows from the cluster's own records: when the object
/// was written, when the node's pod became ready, what the Node says.
/// </summary>
internal static class EffectReader
{
    /// <summary>What is missing now; a node on which no dataplane pod is ready yet lacks more than that and is not counted.</summary>
    internal static IReadOnlyList<MissingEffect> Missing(Situation s)
    {
        if (s.Desired.DefaultNetwork?.Rendering.Effects is not { Count: > 0 } expected || s.Facts.Gaps.Any(g => g.Kind is "Pod" or "Node"))
            return [];
        var readySince = ReadySince(s.Facts);
        return [.. expected.Select(e => Missing(s.Facts, e, readySince)).OfType<MissingEffect>()];
    }

    private static MissingEffect? Missing(Facts facts, ExpectedEffect expected, Dictionary<string, DateTimeOffset> readySince)
    {
        if (facts.Live.GetValueOrDefault(expected.Key) is not { } live || live.At("metadata", "deletionTimestamp") is not null)
            return null;
        var written = WrittenAt(live);
        List<(string Node, DateTimeOffset Since)> lacking = [];
        foreach (var node in facts.Nodes)
        {
            if (!node.Counts || node.HasAnnotation(expected.Effect.NodeAnnotation) || !readySince.TryGetValue(node.Name, out var since))
                continue;
            lacking.Add((node.Name, since > written ? since : written));
        }

        if (lacking.Count == 0)
            return null;
        lacking.Sort((one, other) => string.CompareOrdinal(one.Node, other.Node));
        var due = lacking.Min(l => l.Since) + TimeSpan.FromSeconds(expected.Effect.DueSeconds);
        var mark = TouchMark.Of(live, facts.Now);
        var missing = new MissingEffect(
            expected.Key,
            expected.Effect,
            [.. lacking.Select(l => l.Node)],
            due,
            due <= facts.Now,
            mark?.Count ?? 0
        );
        return missing.Touchable || mark is null ? missing : missing with { Restart = EffectRestart.Of(facts, expected, lacking, mark.At) };
    }

    /// <summary>When our manager last wrote the object, else when it was created.</summary>
    internal static DateTimeOffset WrittenAt(JsonObject live) =>
        live.Items("metadata", "managedFields")
            .Where(f => f.Text("manager") == ClusterNetworkApi.FieldManager)
            .Select(f => f.Time("time"))
            .Append(live.Time("metadata", "creationTimestamp"))
            .Max()
        ?? DateTimeOffset.MinValue;

    private static Dictionary<string, DateTimeOffset> ReadySince(Facts facts)
    {
        var since = new Dictionary<string, DateTimeOffset>(facts.Nodes.Count, StringComparer.Ordinal);
        foreach (var pod in facts.Pods)
            if (pod is { Ready: true, OwnerKind: not "ReplicaSet", Node.Length: > 0 })
                since[pod.Node] = pod.ReadyChangedAt ?? pod.CreatedAt;
        return since;
    }
}
