using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Judgements;
using CniOperator.Kubernetes.Objects;
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

    /// <summary>
    /// An object that was deleted. One that is older than our share in it was there all the time, and had only lost the labels that we
    /// watch by.
    /// </summary>
    internal static string Recreated(ApplyStep step, JsonObject result)
    {
        var entries = ManagedFields.Of(result).Entries.Where(f => f.Subresource is null).ToList();
        var applied = entries.FirstOrDefault(f => f.IsApplyOf(ClusterNetworkApi.FieldManager));
        if (applied is null || result.Time("metadata", "creationTimestamp") >= applied.ChangedAt)
            return $"{step.Key} was deleted; recreated";
        var others = entries
            .Where(f => f.Manager != ClusterNetworkApi.FieldManager)
            .OrderByDescending(f => f.ChangedAt)
            .Select(f => f.Manager)
            .FirstOrDefault();
        return $"{step.Key}: metadata.labels removed, by whom is not recorded{(others is null ? "" : $" (the last other writer was {others})")}; restored";
    }

    /// <summary>The first names, and how many more there are.</summary>
    internal static string Names(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(Named)) + (names.Count > Named ? $" and {names.Count - Named} more" : "");
}
