using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Validation;

/// <summary>Entries of lists of type set and map must be unique (KEP-555).</summary>
internal static class ListTypeChecks
{
    internal static void Check(StructuralSchema schema, JsonNode? value, string path, List<FieldError> errors)
    {
        if (value is JsonArray list)
        {
            if (schema.ListType == ListType.Set)
                CheckUnique(list.Select(e => e?.DeepClone()), path, errors);
            else if (schema.ListType == ListType.Map)
                CheckMap(schema, list, path, errors);
            if (schema.Items is { } items)
                for (var i = 0; i < list.Count; i++)
                    Check(items, list[i], $"{path}[{i}]", errors);
        }
        else if (value is JsonObject map)
        {
            if (schema.AdditionalProperties is { } values)
                foreach (var (name, entry) in map)
                    Check(values, entry, FieldPath.Key(path, name), errors);
            foreach (var (name, property) in schema.Properties)
                if (map.TryGetPropertyValue(name, out var entry))
                    Check(property, entry, FieldPath.Child(path, name), errors);
        }
    }

    private static void CheckMap(StructuralSchema schema, JsonArray list, string path, List<FieldError> errors)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is null or JsonObject)
                continue;
            errors.Add(
                new FieldError(
                    $"{path}[{i}]",
                    FieldErrorType.Invalid,
                    "must be an object for an array of list-type map",
                    GoText.BadValue(list[i])
                )
            );
            return;
        }

        CheckUnique(list.Select(e => (JsonNode?)KeysOf(schema, e as JsonObject)), path, errors);
    }

    private static JsonObject KeysOf(StructuralSchema schema, JsonObject? entry)
    {
        var keys = new JsonObject();
        foreach (var key in schema.ListMapKeys)
            if (entry is not null && entry.TryGetPropertyValue(key, out var value))
                keys[key] = value?.DeepClone();
        return keys;
    }

    /// <summary>Each value that occurs again is reported once, at its second place.</summary>
    private static void CheckUnique(IEnumerable<JsonNode?> entries, string path, List<FieldError> errors)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (index, entry) in entries.Index())
        {
            var text = GoText.Marshal(entry);
            var times = seen[text] = seen.GetValueOrDefault(text) + 1;
            if (times == 2)
                errors.Add(new FieldError($"{path}[{index}]", FieldErrorType.Duplicate, "", GoText.BadValue(entry)));
        }
    }
}
