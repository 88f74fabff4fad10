using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CniOperator.Core.Coexistence;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Decisions;

/// <summary>What to do now. Carried out by the executor; a decision with nothing in it makes no request.</summary>
public sealed record Decision
{
    /// <summary>Steps to take: each wave in parallel, one after the other.</summary>
    public IReadOnlyList<IReadOnlyList<Step>> Waves { get; init; } = [];

    /// <summary>The whole new status, when it differs from the present one; else <c>null</c>.</summary>
    public JsonObject? Status { get; init; }

    /// <summary>What to tell people, besides what the steps themselves tell.</summary>
    public IReadOnlyList<Event> Events { get; init; } = [];

    /// <summary>
    /// What is wrong with nodes, now that <see cref="Events"/> report it; <c>null</c> when this decision is not about nodes.
    /// </summary>
    public IReadOnlySet<NodeFinding>? ReportedNodes { get; init; }

    /// <summary>What <see cref="ApplyMemory.Resting"/> is to be from now on; <c>null</c> to leave it.</summary>
    public ImmutableSortedDictionary<ObjectKey, DateTimeOffset>? Resting { get; init; }

    /// <summary>Pods are to be looked through before the status is believed; <c>null</c> when they are not.</summary>
    public PodLook? PodLook { get; init; }

    /// <summary>When to look again although nothing changed; <c>null</c> for not before something does.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }

    /// <summary>The ClusterNetwork, which is being deleted, may go.</summary>
    public bool Releases { get; init; }

    /// <summary>It changes the cluster, so that status must be decided once more afterwards.</summary>
    public bool HasSteps => Waves.Count > 0;
}
