using System.Text.Json.Nodes;
using CniOperator.Core.Catalog;
using CniOperator.Core.Judgements;

namespace CniOperator.Core.Decisions;

/// <summary>Tells drift from what an addon's own programs do to its objects.</summary>
internal static class OwnChange
{
    /// <summary>The change that a repair undid, when the addon's programs alone made it; <c>null</c> when it was drift.</summary>
    /// <param name="step">The repair.</param>
    /// <param name="result">What the server made of it.</param>
    internal static AddonOwnChange? Undone(ApplyStep step, JsonObject result)
    {
        if (step.OwnChanges.Count == 0)
            return null;
        string[] paths =
            step.Cause == ApplyCause.Recreate
                ? LostLabels.In(result) is { } lost
                    ? [lost.Path]
                    : []
                : [.. step.Differences.Where(d => d.IsDrift).Select(d => d.Path)];
        return paths.Length == 0
            ? null
            : step.OwnChanges.FirstOrDefault(c => paths.All(p => p.StartsWith(c.Field, StringComparison.Ordinal)));
    }
}
