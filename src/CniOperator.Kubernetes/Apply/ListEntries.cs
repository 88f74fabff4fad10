using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Ownership;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Apply;

/// <summary>Identifies the entries of sets and keyed lists.</summary>
internal static class ListEntries
{
    /// <summary>The entry's step. An entry without one (see <see cref="ProblemOf"/>) is identified by its position.</summary>
    internal static PathElement StepOf(StructuralSchema list, JsonNode? entry, int index)
    {
        if (ProblemOf(list, entry) is not null)
            return PathElement.Index(index);
        return list.ListType == ListType.Set
            ? PathElement.Value(entry)
            : PathElement.Key(
                list.ListMapKeys.Select(k => KeyValuePair.Create(k, KeyOf(list, (JsonObject)entry!, k))).Where(k => k.Value is not null)
            );
    }

    /// <summary>Why the entry has no identity, in the API server's words; <c>null</c> when it has one.</summary>
    internal static string? ProblemOf(StructuralSchema list, JsonNode? entry)
    {
        if (list.ListType == ListType.Set)
        {
            return entry switch
            {
                null => "associative list without keys has an element that's an explicit null",
                JsonObject => "associative list without keys has an element that's a map type",
                JsonArray => "not supported: associative list with lists as elements",
                _ => null,
            };
        }

        if (entry is null)
            return "associative list with keys has a null element";
        if (entry is not JsonObject map)
            return "associative list with keys may not have non-map elements";
        if (list.ListMapKeys.Any(k => KeyOf(list, map, k) is not null))
            return null;
        var keys = string.Join(' ', list.ListMapKeys.Select(k => $"\"{k}\""));
        return $"associative list with keys has an element that omits all key fields [{keys}] (and doesn't have default values for any key fields)";
    }

    /// <summary>The entries by step, in order. Of entries that are the same, the last counts.</summary>
    internal static List<KeyValuePair<PathElement, JsonNode?>> Of(StructuralSchema list, JsonArray? entries)
    {
        var result = new List<KeyValuePair<PathElement, JsonNode?>>();
        var places = new Dictionary<PathElement, int>();
        for (var i = 0; i < (entries?.Count ?? 0); i++)
        {
            var entry = KeyValuePair.Create(StepOf(list, entries![i], i), entries[i]);
            if (places.TryAdd(entry.Key, result.Count))
                result.Add(entry);
            else
                result[places[entry.Key]] = entry;
        }

        return result;
    }

    private static JsonNode? KeyOf(StructuralSchema list, JsonObject entry, string key) =>
        entry[key] ?? (list.Items?.Properties.TryGetValue(key, out var field) == true ? field.Default : null);
}
