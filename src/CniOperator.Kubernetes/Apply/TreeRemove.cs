using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Ownership;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Apply;

/// <summary>Takes fields out of an object.</summary>
internal static class TreeRemove
{
    /// <summary>
    /// A copy without the fields of the set. A map or list that loses its last entry stays, empty: whether it goes too is decided by who
    /// owns it.
    /// </summary>
    internal static JsonObject Remove(StructuralSchema schema, JsonObject value, FieldSet set) =>
        RemoveValue(schema, value, set) as JsonObject ?? [];

    private static JsonNode? RemoveValue(StructuralSchema? schema, JsonNode? value, FieldSet set) =>
        set.IsEmpty || Shapes.Of(schema, value) == Shape.Leaf
            ? value?.DeepClone()
            : value switch
            {
                JsonObject map => RemoveFields(schema, map, set),
                JsonArray list => RemoveEntries(schema!, list, set),
                _ => null,
            };

    private static JsonObject RemoveFields(StructuralSchema? schema, JsonObject map, FieldSet set)
    {
        var result = new JsonObject();
        foreach (var (name, node) in map)
        {
            var entry = set.At(PathElement.Field(name));
            if (entry.IsMember)
                continue;
            result[name] = RemoveValue(Shapes.Field(schema, name), node, entry.Below);
        }

        return result;
    }

    private static JsonArray RemoveEntries(StructuralSchema schema, JsonArray list, FieldSet set)
    {
        var result = new JsonArray();
        for (var i = 0; i < list.Count; i++)
        {
            var entry = set.At(ListEntries.StepOf(schema, list[i], i));
            if (entry.IsMember)
                continue;
            result.Add(RemoveValue(schema.Items, list[i], entry.Below));
        }

        return result;
    }
}
