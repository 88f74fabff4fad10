using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Ownership;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Apply;

/// <summary>Merges an applied configuration into a live object: what is applied wins, what it does not mention stays.</summary>
internal static class TreeMerge
{
    internal static JsonObject Merge(StructuralSchema schema, JsonObject live, JsonObject applied) =>
        (JsonObject)MergeValue(schema, Maybe.Of(live), Maybe.Of(applied))!;

    private static JsonNode? MergeValue(StructuralSchema? schema, Maybe live, Maybe applied)
    {
        if (!applied.Exists)
            return live.Node?.DeepClone();
        if (!live.Exists || live.Node is null)
            return applied.Node?.DeepClone();
        return Shapes.Of(schema, live, applied) switch
        {
            Shape.Map => MergeFields(schema, live.Map!, applied.Map ?? []),
            Shape.Set or Shape.KeyedList => MergeEntries(schema!, live.List, applied.List),
            _ => applied.Node?.DeepClone(),
        };
    }

    private static JsonObject MergeFields(StructuralSchema? schema, JsonObject live, JsonObject applied)
    {
        var result = new JsonObject();
        foreach (var name in live.Select(f => f.Key).Union(applied.Select(f => f.Key)))
            result[name] = MergeValue(Shapes.Field(schema, name), Maybe.Field(live, name), Maybe.Field(applied, name));
        return result;
    }

    /// <summary>
    /// The order: applied entries keep theirs; entries that only the live list has stay where they were relative to the entries both have.
    /// </summary>
    private static JsonArray MergeEntries(StructuralSchema list, JsonArray? live, JsonArray? applied)
    {
        var mine = ListEntries.Of(list, live);
        var theirs = ListEntries.Of(list, applied);
        var liveBySteps = mine.ToDictionary(e => e.Key, e => e.Value);
        var shared = new Queue<PathElement>(theirs.Select(e => e.Key).Where(liveBySteps.ContainsKey));
        var appliedSteps = theirs.Select(e => e.Key).ToHashSet();
        var result = new JsonArray();
        var at = 0;
        foreach (var (step, entry) in theirs)
        {
            for (; at < mine.Count && mine[at].Key != step; at++)
            {
                var isShared = appliedSteps.Contains(mine[at].Key);
                // The next entry that both lists have comes later: entries that are only applied precede it.
                if (isShared && shared.TryPeek(out var next) && next == mine[at].Key)
                    break;
                if (!isShared)
                    result.Add(mine[at].Value?.DeepClone());
            }

            if (at < mine.Count && mine[at].Key == step)
                at++;
            if (shared.TryPeek(out var head) && head == step)
                shared.Dequeue();
            var before = liveBySteps.TryGetValue(step, out var was) ? Maybe.Of(was) : Maybe.Absent;
            result.Add(MergeValue(list.Items, before, Maybe.Of(entry)));
        }

        foreach (var (step, entry) in mine.Skip(at))
            if (!appliedSteps.Contains(step))
                result.Add(entry?.DeepClone());
        return result;
    }
}
