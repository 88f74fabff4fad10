using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Patches;

/// <summary>JSON merge patch: RFC 7386 (<c>application/merge-patch+json</c>).</summary>
public static class JsonMergePatch
{
    /// <summary>
    /// A copy of <paramref name="live"/> with <paramref name="patch"/> merged in: <c>null</c> deletes, objects merge, all else replaces.
    /// </summary>
    public static JsonObject Apply(JsonObject live, JsonObject patch) => Merge((JsonObject)live.DeepClone(), patch);

    private static JsonObject Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
                target.Remove(name);
            else if (value is JsonObject inner)
                target[name] = target[name] is JsonObject now ? Merge(now, inner) : Merge([], inner);
            else
                target[name] = value.DeepClone();
        }

        return target;
    }
}
