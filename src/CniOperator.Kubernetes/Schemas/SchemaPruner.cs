using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Schemas;

/// <summary>Removes fields that a schema does not know, as the API server does before it stores a custom resource.</summary>
public static class SchemaPruner
{
    private static readonly HashSet<string> MetaFields = ["apiVersion", "kind", "metadata"];

    /// <summary>
    /// Prunes <paramref name="value"/> in place and returns the paths of what went away, ordered (strict field validation reports them).
    /// </summary>
    /// <param name="schema">The schema.</param>
    /// <param name="value">The object.</param>
    /// <param name="isResourceRoot">
    /// The object is a whole resource: its apiVersion, kind and metadata stay whatever the schema says.
    /// </param>
    public static IReadOnlyList<string> Prune(StructuralSchema schema, JsonObject value, bool isResourceRoot)
    {
        var removed = new List<string>();
        PruneNode(isResourceRoot ? schema with { EmbeddedResource = true } : schema, value, "", removed);
        removed.Sort(StringComparer.Ordinal);
        return removed;
    }

    private static void PruneNode(StructuralSchema? schema, JsonNode? value, string path, List<string> removed)
    {
        if (schema is { PreserveUnknownFields: true })
            PruneKnown(schema, value, path, removed);
        else if (value is JsonArray list)
            for (var i = 0; i < list.Count; i++)
                PruneNode(schema?.Items, list[i], $"{path}[{i}]", removed);
        else if (value is JsonObject map)
            PruneObject(schema, map, path, removed);
    }

    private static void PruneObject(StructuralSchema? schema, JsonObject map, string path, List<string> removed)
    {
        foreach (var (name, entry) in map.ToArray())
        {
            var at = Join(path, name);
            if (schema is { EmbeddedResource: true } && MetaFields.Contains(name))
                continue;
            if (schema is not null && schema.Properties.TryGetValue(name, out var property))
                PruneNode(property, entry, at, removed);
            else if (schema is { AllowsAdditionalProperties: true })
                PruneNode(schema.AdditionalProperties, entry, at, removed);
            else
            {
                removed.Add(at);
                map.Remove(name);
            }
        }
    }

    /// <summary>Below preserve-unknown-fields only what is described is pruned.</summary>
    private static void PruneKnown(StructuralSchema? schema, JsonNode? value, string path, List<string> removed)
    {
        if (schema is null)
            return;
        if (value is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
                PruneKnown(schema.Items, list[i], $"{path}[{i}]", removed);
            return;
        }

        if (value is not JsonObject map)
            return;
        foreach (var (name, entry) in map.ToArray())
        {
            if (schema.EmbeddedResource && MetaFields.Contains(name))
                continue;
            if (schema.Properties.TryGetValue(name, out var property))
                PruneNode(property, entry, Join(path, name), removed);
            else if (schema.AdditionalProperties is { } values)
                PruneNode(values, entry, Join(path, name), removed);
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
