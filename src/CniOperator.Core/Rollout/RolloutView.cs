using CniOperator.Core.Api;

namespace CniOperator.Core.Rollout;

/// <summary>How far the dataplane is, with what conditions need beyond the counts.</summary>
/// <param name="Status">The counts and problems for <c>status.rollout</c>, problems not yet bounded.</param>
/// <param name="Available">The dataplane runs on every node that counts; <c>null</c> when it cannot be seen.</param>
/// <param name="Reason">A stable CamelCase word.</param>
/// <param name="Message">What a person can act on.</param>
/// <param name="LookAgainAt">When time alone would change this view; <c>null</c> for never.</param>
public sealed record RolloutView(RolloutStatus Status, bool? Available, string Reason, string Message, DateTimeOffset? LookAgainAt)
{
    /// <summary>No progress within the deadline.</summary>
    public bool Stalled => Status.Phase == "Stalled";

    /// <summary>The pods to delete now, so that their controllers make them again.</summary>
    public IReadOnlyList<DuePodRestart> Restarts { get; init; } = [];

    /// <summary>Every pod that should be there is: of the newest template, ready, on each node, whether the node counts or not.</summary>
    public bool Everywhere { get; init; }

    /// <summary>On how many nodes a ready pod of the newest template is known to run: never more than there are.</summary>
    public int Newest { get; init; }
}
