using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Apply;

/// <summary>
/// What a schema says of a value under server-side apply. A <c>null</c> schema stands for fields that are not declared
/// (<c>x-kubernetes-preserve-unknown-fields</c>): their maps are granular and their lists atomic.
/// </summary>
internal static class Shapes
{
    internal static Shape Of(StructuralSchema? schema, JsonNode? value) =>
        value switch
        {
            JsonObject => schema is null || (schema.MapType == MapType.Granular && HoldsFields(schema)) ? Shape.Map : Shape.Leaf,
            JsonArray => schema?.ListType switch
            {
                ListType.Set => Shape.Set,
                ListType.Map => Shape.KeyedList,
                _ => Shape.Leaf,
            },
            _ => Shape.Leaf,
        };

    /// <summary>The shape of two sides of one value: whichever is there decides, <c>null</c> takes the other's.</summary>
    internal static Shape Of(StructuralSchema? schema, Maybe left, Maybe right)
    {
        if (left.IsBlank && right.IsBlank)
            return Shape.Leaf;
        var (l, r) = (Of(schema, left.Node), Of(schema, right.Node));
        if (left.Node is null)
            return r;
        return right.Node is null || l == r ? l : Shape.Leaf;
    }

    /// <summary>The schema of a field: whether it may be there at all, and <c>null</c> when it is undeclared but kept.</summary>
    internal static bool TryField(StructuralSchema? schema, string name, out StructuralSchema? field)
    {
        field = null;
        if (schema is null)
            return true;
        if (schema.Properties.TryGetValue(name, out var declared))
            field = declared;
        else if (schema.AdditionalProperties is { } values)
            field = values;
        else
            return schema.AllowsAdditionalProperties || schema.PreserveUnknownFields;
        if (IsUndeclared(field))
            field = null;
        return true;
    }

    internal static StructuralSchema? Field(StructuralSchema? schema, string name) => TryField(schema, name, out var field) ? field : null;

    /// <summary>Whether the field is one the schema names: such a field is not owned for being there, an entry of a map is.</summary>
    internal static bool IsNamed(StructuralSchema? schema, string name) => schema?.Properties.ContainsKey(name) == true;

    private static bool HoldsFields(StructuralSchema schema) => schema.Type is null or "object" && !schema.IntOrString;

    private static bool IsUndeclared(StructuralSchema schema) =>
        schema is { Type: null, IntOrString: false, PreserveUnknownFields: true, Properties.Count: 0, AdditionalProperties: null };
}
