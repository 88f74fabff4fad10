using System.Text.Json.Nodes;
using CniOperator.Core.Judgements;
using CniOperator.Kubernetes.Ownership;

namespace CniOperator.Core.Decisions;

/// <summary>Says what was restored, and who had changed it.</summary>
internal static class RepairWords
{
    private const int Named = 12;

    /// <summary>Fields that someone had changed, added or removed.</summary>
    internal static string Repaired(ApplyStep step)
    {
        var parts = new[]
        {
            Part(step, DifferenceKind.Changed, by => $"changed by {by ?? "an unknown manager"}"),
            Part(step, DifferenceKind.Added, by => $"added by {by}"),
            // A manager that removes a field owns nothing of it, so that managedFields cannot name it.
            Part(step, DifferenceKind.Missing, by =>
                $"removed, by whom is not recorded{(by is null ? "" : $" (the last other writer was {by})")}"
            ),
        };
        return $"{step.Key}: {string.Join("; ", parts.OfType<string>())}; restored";
    }

    private static string? Part(ApplyStep step, DifferenceKind kind, Func<string?, string> said)
    {
        var differences = step.Differences.Where(d => d.Kind == kind).ToList();
        var who = differences.Select(d => d.ChangedBy).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return differences.Count == 0
            ? null
            : $"{Names([.. differences.Select(d => d.Path)])} {said(who.Count == 0 ? null : string.Join(", ", who))}";
    }

    /// <summary>An object that was deleted, or had only lost its labels.</summary>
    internal static string Recreated(ApplyStep step, JsonObject result)
    {
        if (LostLabels.In(result) is not { } lost)
            return $"{step.Key} was deleted; recreated";
        var writer = lost.ChangedBy is null ? "" : $" (the last other writer was {lost.ChangedBy})";
        return $"{step.Key}: {lost.Path} removed, by whom is not recorded{writer}; restored";
    }

    /// <summary>The first names, and how many more there are.</summary>
    internal static string Names(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(Named)) + (names.Count > Named ? $" and {names.Count - Named} more" : "");
}
