using CniOperator.Health.Verdicts;

namespace CniOperator.Health.Tests.Simulation;

/// <summary>A node of the simulated cluster with its agents.</summary>
internal sealed class SimulatedNode(NodeFacts facts)
{
    /// <summary>What the API server says of it.</summary>
    internal NodeFacts Facts { get; set; } = facts;

    /// <summary>When in each round its agents probe, in seconds.</summary>
    internal double Phase { get; set; }

    /// <summary>The machine runs.</summary>
    internal bool IsAlive { get; set; } = true;

    /// <summary>No overlay packet passes to or from it.</summary>
    internal bool IsBlocked { get; set; }

    /// <summary>The canary answers.</summary>
    internal bool AgentRuns { get; set; } = true;

    /// <summary>Others know the canary's address.</summary>
    internal bool IsKnown { get; set; } = true;

    /// <summary>The share of its packets that is lost, each way.</summary>
    internal double Loss { get; set; }

    /// <summary>The share of packets to it that is lost, besides.</summary>
    internal double LossIn { get; set; }

    /// <summary>It left the cluster.</summary>
    internal bool IsGone { get; set; }

    internal ulong Boot { get; set; } = 1;

    internal ulong Sequence { get; set; }

    internal int Rounds { get; set; } = 100;

    /// <summary>From its canary.</summary>
    internal SimulatedEdge[] Edges { get; set; } = [];

    /// <summary>From its prober, to the same nodes' canaries.</summary>
    internal SimulatedEdge[] HostEdges { get; set; } = [];

    internal bool Reaches => IsAlive && !IsBlocked && !IsGone;

    internal double Reported { get; set; }

    internal ReceivedReport Canary { get; set; }

    internal ReceivedReport Prober { get; set; }
}
