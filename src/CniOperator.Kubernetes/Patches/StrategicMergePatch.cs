using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Patches;

/// <summary>
/// Strategic merge patch (<c>application/strategic-merge-patch+json</c>), what kubectl sends for built-in kinds: lists merge by their
/// merge key where the schema says so, and directives (<c>$patch</c>, <c>$deleteFromPrimitiveList/…</c>, <c>$setElementOrder/…</c>,
/// <c>$retainKeys</c>) say what a merge alone cannot.
/// </summary>
public static class StrategicMergePatch
{
    /// <summary>A copy of <paramref name="live"/> with <paramref name="patch"/> merged in.</summary>
    /// <param name="live">The object; not changed.</param>
    /// <param name="patch">The patch; not changed.</param>
    /// <param name="schema">The schema of the object's kind; <c>null</c> when it is not known: then lists are replaced.</param>
    /// <exception cref="PatchException">The patch is malformed, or does not fit the object or its schema.</exception>
    public static JsonObject Apply(JsonObject live, JsonObject patch, StructuralSchema? schema)
    {
        CheckShape(schema, patch, patch);
        return MergeMap(schema, (JsonObject)live.DeepClone(), (JsonObject)patch.DeepClone());
    }

    internal static JsonObject MergeMap(StructuralSchema? schema, JsonObject live, JsonObject patch)
    {
        switch (Directives.Take(patch))
        {
            case Directives.Replace:
                return (JsonObject)Directives.Drop(patch)!;
            case Directives.Delete:
                return [];
        }

        Directives.RetainKeys(live, patch);
        DeleteFromLists(live, patch);
        OrderLists(schema, live, patch);
        foreach (var (name, value) in patch.ToArray())
        {
            if (value is null)
                live.Remove(name);
            else
                live[name] = MergeField(Field(schema, name), live[name], value);
        }

        return live;
    }

    private static JsonNode? MergeField(StructuralSchema? schema, JsonNode? live, JsonNode patch)
    {
        var merges = schema?.PatchStrategy?.Contains("replace", StringComparison.Ordinal) != true;
        return (live, patch) switch
        {
            (JsonObject map, JsonObject changes) when merges => MergeMap(
                schema,
                (JsonObject)map.DeepClone(),
                (JsonObject)changes.DeepClone()
            ),
            (JsonArray list, JsonArray changes) when IsMerged(schema) => ListMerge.Merge(schema!, list, changes),
            _ => Directives.Drop(patch),
        };
    }

    private static void DeleteFromLists(JsonObject live, JsonObject patch)
    {
        foreach (var (name, doomed) in Directives.TakePrefixed(patch, Directives.DeleteFromPrimitiveList))
            if (live[name] is JsonArray list)
                live[name] = new JsonArray(
                    list.Where(e => !doomed.Any(d => JsonNode.DeepEquals(d, e))).Select(e => e?.DeepClone()).ToArray()
                );
    }

    /// <summary>Merges and sorts the lists whose order the patch states.</summary>
    private static void OrderLists(StructuralSchema? schema, JsonObject live, JsonObject patch)
    {
        foreach (var (name, order) in Directives.TakePrefixed(patch, Directives.SetElementOrder))
        {
            var field = Field(schema, name);
            if (!IsMerged(field))
                continue;
            var before = live[name] as JsonArray;
            var changes = patch[name] as JsonArray;
            if (before is null && changes is null)
                continue;
            var merged = (before, changes) switch
            {
                (not null, not null) => ListMerge.Merge(field!, before, changes),
                (not null, null) => (JsonArray)before.DeepClone(),
                _ => (JsonArray)Directives.Drop(changes)!,
            };
            live[name] = ListMerge.Order(merged, order, before ?? [], field!.PatchMergeKey);
            patch.Remove(name);
        }
    }

    private static bool IsMerged(StructuralSchema? schema) => schema?.PatchStrategy?.Contains("merge", StringComparison.Ordinal) == true;

    private static StructuralSchema? Field(StructuralSchema? schema, string name) =>
        schema is null ? null
        : schema.Properties.TryGetValue(name, out var field) ? field
        : schema.AdditionalProperties;

    /// <summary>Containers of the patch must be containers of the same kind in the schema.</summary>
    private static void CheckShape(StructuralSchema? schema, JsonNode? value, JsonObject patch)
    {
        var problem = (schema?.Type, value) switch
        {
            (null, _) or (_, null) => null,
            ("array", not JsonArray) => $"cannot restore slice from {(value is JsonObject ? "map" : GoText.TypeOf(value))}",
            ("object", JsonArray) => "cannot restore map from slice",
            ("object", not JsonObject) => $"cannot restore struct from: {GoText.TypeOf(value)}",
            _ => null,
        };
        if (problem is not null)
            throw new PatchException($"patch: Invalid value: \"{GoText.Plain(patch)}\": {problem}", isInvalid: true);
        if (value is JsonObject map)
            foreach (var (name, inner) in map.Where(f => !f.Key.StartsWith('$')))
                CheckShape(Field(schema, name), inner, patch);
        else if (value is JsonArray list)
            foreach (var entry in list.OfType<JsonObject>())
                CheckShape(schema?.Items, entry, patch);
    }
}
