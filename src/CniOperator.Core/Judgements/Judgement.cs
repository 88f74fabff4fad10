using CniOperator.Core.Api;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Judgements;

/// <summary>What one concern makes of a situation.</summary>
internal sealed record Judgement
{
    /// <summary>Its conditions, apart from <c>Ready</c>, <c>Reconciling</c> and <c>Stalled</c>, which follow from all concerns.</summary>
    internal IReadOnlyList<ConditionState> Conditions { get; init; } = [];

    /// <summary>What it wants to change, in no particular order.</summary>
    internal IReadOnlyList<Step> Steps { get; init; } = [];

    /// <summary>What it wants to tell.</summary>
    internal IReadOnlyList<Event> Events { get; init; } = [];

    /// <summary>What it found besides the findings about the spec.</summary>
    internal IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Fills in its part of the status.</summary>
    internal Func<ClusterNetworkStatus, ClusterNetworkStatus> Status { get; init; } = status => status;

    /// <summary>Since when objects wait to be restored; empty for most concerns.</summary>
    internal IReadOnlyDictionary<ObjectKey, DateTimeOffset> Resting { get; init; } = new Dictionary<ObjectKey, DateTimeOffset>();

    /// <summary>When to look again although nothing changed; <c>null</c> for not before something does.</summary>
    internal DateTimeOffset? LookAgainAt { get; init; }

    /// <summary>Nothing of it is under way or out of sight, so that what it replaces may go.</summary>
    internal bool Settled { get; init; } = true;

    /// <summary>It will not get on without a person.</summary>
    internal bool Stuck { get; init; }

    /// <summary>The ClusterNetwork, which is being deleted, may go: nothing holds its finalizer any more.</summary>
    internal bool Releases { get; init; }
}
