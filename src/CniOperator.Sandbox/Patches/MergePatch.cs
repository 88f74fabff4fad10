using System.Text.Json.Nodes;

namespace CniOperator.Sandbox.Patches;

/// <summary>JSON merge patch: RFC 7386 (<c>application/merge-patch+json</c>).</summary>
public static class MergePatch
{
    /// <summary>A copy of <paramref name="live"/> with <paramref name="patch"/> merged in: <c>null</c> deletes, objects merge, all else replaces.</summary>
    public static JsonObject Apply(JsonObject live, JsonObject patch) => throw new NotSupportedException();
}
