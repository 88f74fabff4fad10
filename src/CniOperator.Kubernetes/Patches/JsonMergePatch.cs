using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Patches;

/// <summary>JSON merge patch, RFC 7396: objects merge, <c>null</c> removes, everything else replaces.</summary>
internal static class JsonMergePatch
{
    /// <summary>The result as a new tree.</summary>
    internal static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
            return patch?.DeepClone();
        var result = target is JsonObject ? (JsonObject)target.DeepClone() : [];
        foreach (var (field, value) in changes)
        {
            if (value is null)
                result.Remove(field);
            else
                result[field] = Apply(result[field], value);
        }

        return result;
    }
}
