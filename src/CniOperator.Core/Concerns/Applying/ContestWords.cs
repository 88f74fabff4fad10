using CniOperator.Core.Observation;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Concerns.Applying;

/// <summary>Says who changes what back, and what to do about it.</summary>
internal static class ContestWords
{
    private const int Named = 2;

    internal static string Of(IReadOnlyList<(ObjectKey Key, Contest Contest)> contested) =>
        string.Join(". ", contested.Take(Named).Select(c => Of(c.Key, c.Contest)))
        + (contested.Count > Named ? $". And {contested.Count - Named} more" : "");

    /// <summary>One contest.</summary>
    internal static string Of(ObjectKey key, Contest contest)
    {
        var who = contest.Managers.Count == 0 ? "another controller" : string.Join(", ", contest.Managers);
        var what = contest.Paths.Count == 0 ? $"deletes {key}" : $"changes {string.Join(", ", contest.Paths.Take(Named))} of {key} back";
        var next = contest.Pause > TimeSpan.Zero ? $"; the next repair waits {contest.Pause.TotalSeconds:0} s" : "";
        return $"{who} {what} each time it is restored ({contest.Rounds} times in a row){next}. "
            + $"Stop it from writing there, or let it have its way: with a patch for {key.Kind} {key.Name} in spec.patches, or managementState: Paused";
    }
}
