using CniOperator.Health.Reports;

namespace CniOperator.Health.Verdicts;

/// <summary>What this cluster's network promises.</summary>
public sealed record HealthExpectations
{
    /// <summary>The families that pods have addresses of.</summary>
    public IReadOnlyList<AddressFamily> Families { get; init; } = [AddressFamily.IPv4];

    /// <summary>The pods' MTU in bytes; 0 when the dataplane finds it out, and agents take that of their own interface.</summary>
    public int PodMtu { get; init; }

    /// <summary>There is a cluster DNS.</summary>
    public bool ClusterDns { get; init; } = true;

    /// <summary>The network claims to enforce NetworkPolicies.</summary>
    public bool PolicyEnforced { get; init; }

    /// <summary>The network gives what leaves the cluster the node's address.</summary>
    public bool Masquerades { get; init; }
}
