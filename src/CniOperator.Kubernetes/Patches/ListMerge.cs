using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Patches;

/// <summary>Merges a list of a strategic merge patch into a live list.</summary>
internal static class ListMerge
{
    /// <exception cref="PatchException">Entries lack their merge key, or the lists hold different kinds of entries.</exception>
    internal static JsonArray Merge(StructuralSchema schema, JsonArray live, JsonArray patch)
    {
        if (live.Concat(patch).Select(e => e is JsonObject).Distinct().Count() > 1)
            throw new PatchException(
                $"list element types are not identical: {GoText.Plain(new JsonArray(live.DeepClone(), patch.DeepClone()))}"
            );
        var key = schema.PatchMergeKey;
        var isOfMaps = live.Concat(patch).Any(e => e is JsonObject);
        if (!isOfMaps)
            return Order(Union(live, patch), patch, live, null);
        if (key is null)
            throw new PatchException("cannot merge lists without merge key");
        return MergeMaps(schema, live, patch, key);
    }

    /// <summary>
    /// Sorts merged entries: those that <paramref name="order"/> has, in its order; the others, in their order in the live list, each
    /// before
    /// the first entry that it stood before in the live list.
    /// </summary>
    internal static JsonArray Order(JsonArray merged, JsonArray order, JsonArray live, string? key)
    {
        var ordered = new Queue<JsonNode?>(merged.Where(e => IndexIn(order, e, key) >= 0).OrderBy(e => IndexIn(order, e, key)));
        var others = new Queue<JsonNode?>(merged.Where(e => IndexIn(order, e, key) < 0).OrderBy(e => IndexIn(live, e, key)));
        var result = new JsonArray();
        while (ordered.Count + others.Count > 0)
        {
            var takesOther = ordered.Count == 0 || (others.Count > 0 && StoodBefore(live, others.Peek(), ordered.Peek(), key));
            result.Add((takesOther ? others : ordered).Dequeue()?.DeepClone());
        }

        return result;
    }

    private static JsonArray MergeMaps(StructuralSchema schema, JsonArray live, JsonArray patch, string key)
    {
        var merged = new List<JsonObject>(live.Select(e => (JsonObject)e!.DeepClone()));
        var rest = new JsonArray();
        var replaces = false;
        foreach (var entry in patch.Select(e => (JsonObject)e!.DeepClone()))
        {
            switch (Directives.Take(entry))
            {
                case Directives.Delete:
                    var doomed = KeyOf(entry, key);
                    merged.RemoveAll(e => JsonNode.DeepEquals(e[key], doomed));
                    break;
                case Directives.Replace:
                    replaces = true;
                    break;
                default:
                    rest.Add((JsonNode)entry);
                    break;
            }
        }

        if (replaces)
            return (JsonArray)Directives.Drop(rest)!;
        foreach (var entry in rest.Select(e => (JsonObject)e!))
        {
            var identity = KeyOf(entry, key);
            var at = merged.FindIndex(e => JsonNode.DeepEquals(e[key], identity));
            if (at < 0)
                merged.Add((JsonObject)Directives.Drop(entry)!);
            else
                merged[at] = StrategicMergePatch.MergeMap(schema.Items, merged[at], (JsonObject)entry.DeepClone());
        }

        return Order(new JsonArray(merged.Select(e => (JsonNode?)e.DeepClone()).ToArray()), rest, live, key);
    }

    private static JsonArray Union(JsonArray live, JsonArray patch)
    {
        var result = new JsonArray();
        foreach (var entry in live.Concat(patch))
            if (!result.Any(e => JsonNode.DeepEquals(e, entry)))
                result.Add(entry?.DeepClone());
        return result;
    }

    private static JsonNode KeyOf(JsonObject entry, string key) =>
        entry[key] ?? throw new PatchException($"map: {GoText.Plain(entry)} does not contain declared merge key: {key}");

    private static bool StoodBefore(JsonArray live, JsonNode? first, JsonNode? second, string? key)
    {
        var (i, j) = (IndexIn(live, first, key), IndexIn(live, second, key));
        return i >= 0 && j >= 0 && i < j;
    }

    private static int IndexIn(JsonArray list, JsonNode? entry, string? key)
    {
        for (var i = 0; i < list.Count; i++)
            if (
                key is null
                    ? JsonNode.DeepEquals(list[i], entry)
                    : JsonNode.DeepEquals((list[i] as JsonObject)?[key], (entry as JsonObject)?[key])
            )
                return i;
        return -1;
    }
}
