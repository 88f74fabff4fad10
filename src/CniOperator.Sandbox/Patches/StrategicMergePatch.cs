using System.Text.Json.Nodes;
using CniOperator.Core.Schemas;

namespace CniOperator.Sandbox.Patches;

/// <summary>
/// Strategic merge patch (<c>application/strategic-merge-patch+json</c>), what kubectl sends for built-in kinds: lists merge by their
/// merge key where the schema says so, and directives (<c>$patch</c>, <c>$deleteFromPrimitiveList/…</c>, <c>$setElementOrder/…</c>,
/// <c>$retainKeys</c>) say what a merge alone cannot.
/// </summary>
public static class StrategicMergePatch
{
    /// <summary>A copy of <paramref name="live"/> with <paramref name="patch"/> merged in.</summary>
    /// <exception cref="PatchException">The patch is malformed, or does not fit the object or its schema.</exception>
    public static JsonObject Apply(JsonObject live, JsonObject patch, StructuralSchema schema) => throw new NotSupportedException();
}
