using CniOperator.Health.Graph;
using CniOperator.Health.Peers;
using CniOperator.Health.Verdicts;

namespace CniOperator.Core.Connectivity;

/// <summary>How a network is watched: what agents are told, and what their reports are judged by.</summary>
public sealed record HealthPlan
{
    /// <summary>The ClusterNetwork's name.</summary>
    public required string Network { get; init; }

    /// <summary>The keys in force.</summary>
    public required AgentKeys Keys { get; init; }

    /// <summary>How often agents probe and report.</summary>
    public required ProbeSettings Probing { get; init; }

    /// <summary>Who probes whom.</summary>
    public required GraphSettings Graph { get; init; }

    /// <summary>What the network promises; whether the cluster has a DNS is observed, and not read from here.</summary>
    public required HealthExpectations Expected { get; init; }

    /// <summary>When something counts.</summary>
    public required VerdictSettings Judging { get; init; }

    /// <summary>The addresses of the Service of all canaries; none while it has none.</summary>
    public AddressPair CanaryService { get; init; }

    /// <summary>The addresses of the Service of the client's own node's canary.</summary>
    public AddressPair LocalCanaryService { get; init; }

    /// <summary>The addresses of the Service of the client's own node's echo.</summary>
    public AddressPair LocalEchoService { get; init; }
}
