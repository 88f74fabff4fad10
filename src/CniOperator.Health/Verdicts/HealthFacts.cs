using CniOperator.Health.Graph;

namespace CniOperator.Health.Verdicts;

/// <summary>All that a judgement rests on.</summary>
public sealed record HealthFacts
{
    /// <summary>Now.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Until when <see cref="Nodes"/> is known to be current; long ago in an outage of the API server.</summary>
    public required DateTimeOffset NodesAsOf { get; init; }

    /// <summary>All nodes of the cluster: what is expected, no matter who reports.</summary>
    public required IReadOnlyList<NodeFacts> Nodes { get; init; }

    /// <summary>Who probes whom; it may lag behind the nodes.</summary>
    public required ProbeGraph Graph { get; init; }

    /// <summary>The newest report of each agent, in any order. Those of nodes that are not in the cluster are not read.</summary>
    public required IReadOnlyList<ReceivedReport> Reports { get; init; }

    /// <summary>NetworkPolicies of others that select the canaries, as <c>namespace/name</c>.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>What the network promises.</summary>
    public HealthExpectations Expected { get; init; } = new();

    /// <summary>When something counts.</summary>
    public VerdictSettings Settings { get; init; } = new();
}
