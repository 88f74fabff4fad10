using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Rendering;

/// <summary>Compares two sets of objects field by field.</summary>
internal static class ManifestDiff
{
    /// <summary>Every difference, in the order of objects and fields. Objects are matched by group, kind, namespace and name.</summary>
    /// <param name="before">The left side.</param>
    /// <param name="after">The right side.</param>
    internal static IReadOnlyList<FieldDifference> Between(IEnumerable<Manifest> before, IEnumerable<Manifest> after)
    {
        var left = before.ToDictionary(m => Identity(m.Key));
        var right = after.ToDictionary(m => Identity(m.Key));
        var differences = new List<FieldDifference>();
        foreach (var (identity, manifest) in left)
        {
            if (right.TryGetValue(identity, out var other))
                Compare(manifest.Key, "", manifest.Json, other.Json, differences);
            else
                differences.Add(new FieldDifference(manifest.Key, "", manifest.Json, null));
        }

        differences.AddRange(
            right.Where(r => !left.ContainsKey(r.Key)).Select(r => new FieldDifference(r.Value.Key, "", null, r.Value.Json))
        );
        return differences;
    }

    private static void Compare(ObjectKey key, string path, JsonNode? before, JsonNode? after, List<FieldDifference> differences)
    {
        switch (before, after)
        {
            case (JsonObject left, JsonObject right):
                foreach (var field in left.Select(p => p.Key).Union(right.Select(p => p.Key)))
                    Compare(key, Child(path, field), left[field], right[field], differences);
                break;
            case (JsonArray left, JsonArray right) when NameField(left) is { } id && NameField(right) == id:
                CompareNamed(key, path, id, left, right, differences);
                break;
            case (JsonArray left, JsonArray right):
                for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
                    Compare(key, $"{path}[{i}]", i < left.Count ? left[i] : null, i < right.Count ? right[i] : null, differences);
                break;
            default:
                if (!JsonNode.DeepEquals(before, after))
                    differences.Add(new FieldDifference(key, path, before, after));
                break;
        }
    }

    // Containers, volumes and variables are told apart by name, so that one more in the middle is one difference.
    private static void CompareNamed(
        ObjectKey key,
        string path,
        string id,
        JsonArray left,
        JsonArray right,
        List<FieldDifference> differences
    )
    {
        var others = right.ToDictionary(e => e![id]!.ToString());
        foreach (var entry in left)
        {
            var name = entry![id]!.ToString();
            Compare(key, $"{path}[{name}]", entry, others.GetValueOrDefault(name), differences);
            others.Remove(name);
        }

        foreach (var (name, entry) in others)
            differences.Add(new FieldDifference(key, $"{path}[{name}]", null, entry));
    }

    private static string? NameField(JsonArray list) =>
        list.Count > 0
        && list.All(e => e is JsonObject map && map["name"] is JsonValue)
        && list.Select(e => e!["name"]!.ToString()).Distinct().Count() == list.Count
            ? "name"
            : null;

    private static string Child(string path, string field)
    {
        var part = field.Contains('.', StringComparison.Ordinal) || field.Contains('/', StringComparison.Ordinal) ? $"[{field}]" : field;
        return path.Length == 0 ? part
            : part[0] == '[' ? path + part
            : $"{path}.{part}";
    }

    private static string Identity(ObjectKey key) => $"{key.Group}|{key.Kind}|{key.Namespace}|{key.Name}";
}
