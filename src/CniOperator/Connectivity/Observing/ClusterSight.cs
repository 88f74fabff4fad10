using CniOperator.Health.Collecting;

namespace CniOperator.Connectivity.Observing;

/// <summary>What the API server shows of the cluster, as far as health needs it, as of one moment.</summary>
internal sealed record ClusterSight
{
    /// <summary>Nodes and agents.</summary>
    internal required DirectoryView Directory { get; init; }

    /// <summary>Until when that is known to be current.</summary>
    internal required DateTimeOffset NodesAsOf { get; init; }

    /// <summary>That <see cref="Dns"/> is <c>null</c> means that the cluster has none.</summary>
    internal bool IsDnsSeen { get; init; }

    /// <summary>The cluster DNS.</summary>
    internal ClusterDns? Dns { get; init; }

    /// <summary>Its pods that are ready.</summary>
    internal IReadOnlyList<DnsPod> DnsPods { get; init; } = [];

    /// <summary>A name that it knows.</summary>
    internal string DnsName { get; init; } = "";

    /// <summary>NetworkPolicies of others that select canaries.</summary>
    internal IReadOnlyList<string> Policies { get; init; } = [];
}
