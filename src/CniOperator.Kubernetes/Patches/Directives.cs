using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;

namespace CniOperator.Kubernetes.Patches;

/// <summary>The directives of a strategic merge patch: keys that start with <c>$</c>.</summary>
internal static class Directives
{
    internal const string Replace = "replace";
    internal const string Delete = "delete";
    internal const string DeleteFromPrimitiveList = "$deleteFromPrimitiveList/";
    internal const string SetElementOrder = "$setElementOrder/";

    private const string Merge = "merge";
    private const string PatchKey = "$patch";
    private const string RetainKeysKey = "$retainKeys";

    /// <summary>Takes <c>$patch</c> out and returns it; <c>null</c> when there is none.</summary>
    /// <exception cref="PatchException">It is none of <c>replace</c>, <c>delete</c>, <c>merge</c>.</exception>
    internal static string? Take(JsonObject patch)
    {
        if (!patch.TryGetPropertyValue(PatchKey, out var node))
            return null;
        var directive = node is JsonValue v && v.TryGetValue(out string? text) ? text : GoText.Plain(node);
        if (directive is not (Replace or Delete or Merge))
            throw new PatchException($"unknown patch type: {directive} in map: {GoText.Plain(patch)}");
        patch.Remove(PatchKey);
        return directive;
    }

    /// <summary>Takes out every <c>prefix + field</c> and returns the fields with their lists.</summary>
    internal static List<KeyValuePair<string, JsonArray>> TakePrefixed(JsonObject patch, string prefix)
    {
        var taken = new List<KeyValuePair<string, JsonArray>>();
        foreach (var (key, node) in patch.Where(f => f.Key.StartsWith(prefix, StringComparison.Ordinal)).ToArray())
        {
            if (node is not JsonArray list)
                throw new PatchException($"invalid patch: {key} must be a list, got {GoText.Plain(node)}");
            patch.Remove(key);
            taken.Add(KeyValuePair.Create(key[prefix.Length..], list));
        }

        return taken;
    }

    /// <summary>Carries out <c>$retainKeys</c>: fields that are not in its list go, so that a union keeps one member.</summary>
    internal static void RetainKeys(JsonObject live, JsonObject patch)
    {
        if (!patch.TryGetPropertyValue(RetainKeysKey, out var node))
            return;
        if (node is not JsonArray list)
            throw new PatchException("invalid patch format of retainKeys: it must be a list of field names");
        patch.Remove(RetainKeysKey);
        var kept = list.Select(k => k?.ToString()).ToHashSet();
        if (patch.Any(f => f.Value is not null && f.Key[0] != '$' && !kept.Contains(f.Key)))
            throw new PatchException("invalid patch format of retainKeys: the list must contain every field that the patch sets");
        foreach (var name in live.Select(f => f.Key).Where(k => !kept.Contains(k)).ToArray())
            live.Remove(name);
    }

    /// <summary>A copy without directives and nulls: what remains of a patch where there is nothing to merge it into.</summary>
    internal static JsonNode? Drop(JsonNode? patch)
    {
        switch (patch)
        {
            case JsonObject map:
                var result = new JsonObject();
                foreach (var (name, value) in map)
                    if (value is not null && name is not (PatchKey or RetainKeysKey) && !IsPrefixed(name))
                        result[name] = Drop(value);
                return result;
            case JsonArray list:
                return new JsonArray(list.Where(e => e is not JsonObject entry || !entry.ContainsKey(PatchKey)).Select(Drop).ToArray());
            default:
                return patch?.DeepClone();
        }
    }

    private static bool IsPrefixed(string name) =>
        name.StartsWith(DeleteFromPrimitiveList, StringComparison.Ordinal) || name.StartsWith(SetElementOrder, StringComparison.Ordinal);
}
