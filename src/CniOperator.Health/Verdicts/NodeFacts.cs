namespace CniOperator.Health.Verdicts;

/// <summary>What the API server says of a node.</summary>
public sealed record NodeFacts
{
    /// <summary>Its uid.</summary>
    public required NodeId Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its label <c>topology.kubernetes.io/zone</c>; empty without one.</summary>
    public string Zone { get; init; } = "";

    /// <summary>Its condition Ready is True.</summary>
    public bool Ready { get; init; } = true;

    /// <summary>It is not cordoned.</summary>
    public bool Schedulable { get; init; } = true;

    /// <summary>It is being deleted, or an autoscaler has said that its machine will be.</summary>
    public bool Leaving { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset Joined { get; init; }

    /// <summary>When its kubelet last renewed its Lease; <c>null</c> when there is none to see.</summary>
    public DateTimeOffset? Lease { get; init; }

    /// <summary>Its canary; <c>null</c> when no pods can be seen, which is not the same as a pod that does not run.</summary>
    public CanaryFacts? Canary { get; init; }
}
