using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Schemas;

/// <summary>Fills defaults in, as the API server does when it decodes a custom resource.</summary>
public static class SchemaDefaulter
{
    /// <summary>
    /// Changes <paramref name="value"/> in place: absent fields get their default; a <c>null</c> that the schema does not allow becomes
    /// the default, or goes away where there is none. A default inside an absent object takes no effect, as upstream.
    /// </summary>
    public static void Apply(StructuralSchema schema, JsonNode value)
    {
        Fill(schema, value);
        DropForbiddenNulls(schema, value);
    }

    private static void Fill(StructuralSchema? schema, JsonNode? value)
    {
        if (schema is null)
            return;
        switch (value)
        {
            case JsonObject map:
                foreach (var (name, property) in schema.Properties)
                    if (
                        property.Default is not null
                        && (!map.TryGetPropertyValue(name, out var now) || (now is null && !property.Nullable))
                    )
                        map[name] = property.Default.DeepClone();
                foreach (var name in map.Select(p => p.Key).ToArray())
                    FillEntry(schema, map, name);
                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    if (list[i] is null && schema.Items is { Nullable: false, Default: { } fallback })
                        list[i] = fallback.DeepClone();
                    Fill(schema.Items, list[i]);
                }

                break;
        }
    }

    private static void FillEntry(StructuralSchema schema, JsonObject map, string name)
    {
        var known = schema.Properties.TryGetValue(name, out var property);
        if (!known && map[name] is null && schema.AdditionalProperties is { Nullable: false, Default: { } fallback })
            map[name] = fallback.DeepClone();
        Fill(known ? property : schema.AdditionalProperties, map[name]);
    }

    private static void DropForbiddenNulls(StructuralSchema? schema, JsonNode? value)
    {
        if (schema is null)
            return;
        if (value is JsonArray list)
        {
            foreach (var entry in list)
                DropForbiddenNulls(schema.Items, entry);
            return;
        }

        if (value is not JsonObject map)
            return;
        foreach (var (name, entry) in map.ToArray())
        {
            // Nulls in maps (additionalProperties) stay and are refused by validation; only named fields are dropped.
            if (!schema.Properties.TryGetValue(name, out var property))
                DropForbiddenNulls(schema.AdditionalProperties, entry);
            else if (entry is null && !property.Nullable && property.Default is null)
                map.Remove(name);
            else
                DropForbiddenNulls(property, entry);
        }
    }
}
