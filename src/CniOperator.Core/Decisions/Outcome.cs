using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Ownership;

namespace CniOperator.Core.Decisions;

/// <summary>What came of the actions of one decision.</summary>
/// <param name="Applied">What was applied, with the object that the server returned.</param>
/// <param name="Deleted">What was deleted.</param>
/// <param name="Failed">What failed.</param>
public sealed record Outcome(
    IReadOnlyList<(ApplyAction Action, JsonObject Result)> Applied,
    IReadOnlyList<DeleteAction> Deleted,
    IReadOnlyList<ApplyFailure> Failed
)
{
    private const int Named = 3;

    /// <summary>The memory after it.</summary>
    public ApplyMemory Remember(ApplyMemory memory)
    {
        var (failures, residues, applied) = (memory.Failures, memory.Residues, memory.Applied);
        foreach (var (action, result) in Applied)
        {
            var key = action.Desired.Key;
            var hash = ContentHash.Of(action.Desired.Json);
            var left = ObjectComparer.Compare(action.Desired.Json, result, ClusterNetworkApi.FieldManager);
            failures = failures.Remove(key);
            residues =
                left.Count == 0
                    ? residues.Remove(key)
                    : residues.SetItem(key, new Residue(result.Text("metadata", "uid") ?? "", hash, [.. left.Select(d => d.Path)]));
            applied = applied.SetItem(key, hash);
        }

        foreach (var deleted in Deleted)
            failures = failures.Remove(deleted.Key);
        foreach (var failure in Failed)
            failures = failures.SetItem(failure.Key, failure);
        return new ApplyMemory
        {
            Failures = failures,
            Residues = residues,
            Applied = applied,
        };
    }

    /// <summary>What to tell people of it: one Event on all that is new, one on each object that someone had changed.</summary>
    public IReadOnlyList<Notice> Notices()
    {
        var notices = new List<Notice>();
        var plain = Applied
            .Where(a => a.Action.Cause is ApplyCause.Create or ApplyCause.Update && !IsRecord(a.Action.Desired.Key))
            .Select(a => a.Action.Desired.Key.ToString())
            .ToList();
        if (plain.Count > 0)
            notices.Add(new Notice(false, EventReasons.Applied, $"applied {Names(plain)}"));
        notices.AddRange(
            Applied
                .Where(a => a.Action.Cause == ApplyCause.Repair)
                .Select(a => new Notice(true, EventReasons.DriftRepaired, Repaired(a.Action)))
        );
        notices.AddRange(
            Applied
                .Where(a => a.Action.Cause == ApplyCause.Recreate)
                .Select(a => new Notice(true, EventReasons.DriftRepaired, Recreated(a.Action, a.Result)))
        );
        var pruned = Deleted.Select(d => d.Key.ToString()).ToList();
        if (pruned.Count > 0)
            notices.Add(
                new Notice(
                    false,
                    Deleted[0].Uninstall ? EventReasons.Removed : EventReasons.Pruned,
                    $"deleted {Names(pruned)}{(Deleted[0].Uninstall ? "" : ": rendered no longer")}"
                )
            );
        return notices;
    }

    private static bool IsRecord(ObjectKey key) => key.Kind == "ConfigMap" && key.Namespace == ClusterNetworkApi.OperatorNamespace;

    private static string Repaired(ApplyAction action)
    {
        var parts = new[]
        {
            Part(action, DifferenceKind.Changed, by => $"changed by {by ?? "an unknown manager"}"),
            Part(action, DifferenceKind.Added, by => $"added by {by}"),
            // Whoever removes a field owns nothing of it, so that managedFields cannot name him.
            Part(action, DifferenceKind.Missing, by =>
                $"removed, by whom is not recorded{(by is null ? "" : $" (the last other writer was {by})")}"
            ),
        };
        return $"{action.Desired.Key}: {string.Join("; ", parts.OfType<string>())}; restored";
    }

    private static string? Part(ApplyAction action, DifferenceKind kind, Func<string?, string> said)
    {
        var differences = action.Differences.Where(d => d.Kind == kind).ToList();
        var who = differences.Select(d => d.ChangedBy).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return differences.Count == 0
            ? null
            : $"{Names([.. differences.Select(d => d.Path)])} {said(who.Count == 0 ? null : string.Join(", ", who))}";
    }

    // An object that is older than our share in it was there all the time and had only lost the labels that we watch by.
    private static string Recreated(ApplyAction action, JsonObject result)
    {
        var entries = ManagedFields.Of(result).Entries.Where(f => f.Subresource is null).ToList();
        var applied = entries.FirstOrDefault(f => f.IsApplyOf(ClusterNetworkApi.FieldManager));
        if (applied is null || result.Time("metadata", "creationTimestamp") >= applied.ChangedAt)
            return $"{action.Desired.Key} was deleted; recreated";
        var others = entries
            .Where(f => f.Manager != ClusterNetworkApi.FieldManager)
            .OrderByDescending(f => f.ChangedAt)
            .Select(f => f.Manager)
            .FirstOrDefault();
        return $"{action.Desired.Key}: metadata.labels removed, by whom is not recorded{(others is null ? "" : $" (the last other writer was {others})")}; restored";
    }

    private static string Names(List<string> names) =>
        string.Join(", ", names.Take(Named * 4)) + (names.Count > Named * 4 ? $" and {names.Count - Named * 4} more" : "");
}
