using CniOperator.Health.Probes;
using CniOperator.Health.Reports;
using CniOperator.Health.Verdicts;

namespace CniOperator.Health.Tests.Simulation;

/// <summary>What the agents of a simulated node say.</summary>
internal static class SimulatedReports
{
    private static readonly ProbeKind[] CanaryKinds =
    [
        ProbeKind.PodToPodSameNode,
        ProbeKind.SelfTest,
        ProbeKind.ServiceLocal,
        ProbeKind.ServiceRemote,
        ProbeKind.ServiceHairpin,
        ProbeKind.DnsByService,
        ProbeKind.DnsDirect,
    ];

    internal static void Send(SimulatedCluster cluster, int index, double at)
    {
        var node = cluster.Nodes[index];
        var came = SimulatedCluster.At(at);
        (node.Reported, node.Sequence) = (at, node.Sequence + 1);
        cluster.Reports += 2;
        node.Canary = new ReceivedReport(Report(node, AgentRole.Canary, CanaryEdges(cluster, node)), came);
        node.Prober = new ReceivedReport(Report(node, AgentRole.Prober, ProberEdges(cluster, node)), came);
    }

    private static AgentReport Report(SimulatedNode node, AgentRole role, EdgeReport[] edges) =>
        new()
        {
            Node = node.Facts.Id,
            Role = role,
            Boot = node.Boot,
            Sequence = node.Sequence,
            Rounds = node.Rounds,
            Edges = edges,
            Kubelet = role == AgentRole.Canary ? new KubeletWitness(9, 4_000, "10.0.0.1") : null,
        };

    private static EdgeReport[] CanaryEdges(SimulatedCluster cluster, SimulatedNode node)
    {
        var edges = new EdgeReport[2 * node.Edges.Length + CanaryKinds.Length];
        var next = 0;
        foreach (var edge in node.Edges)
        {
            var target = cluster.Nodes[edge.Target].Facts.Id;
            edges[next++] = Edge(ProbeKind.PodToPod, target, edge);
            edges[next++] = Edge(ProbeKind.PodToPodFullSize, target, edge);
        }

        foreach (var kind in CanaryKinds)
            edges[next++] = Well(kind, NodeId.None);
        return edges;
    }

    private static EdgeReport[] ProberEdges(SimulatedCluster cluster, SimulatedNode node)
    {
        var edges = new List<EdgeReport>
        {
            Well(ProbeKind.HostToLocalPod, NodeId.None),
            Well(ProbeKind.HostToLocalEcho, NodeId.None),
            Well(ProbeKind.HostToService, NodeId.None),
        };
        foreach (var edge in node.HostEdges)
        {
            var target = cluster.Nodes[edge.Target];
            edges.Add(Edge(ProbeKind.HostToRemotePod, target.Facts.Id, edge));
            if ((edge.Failed & 1) != 0)
                edges.Add(Well(ProbeKind.Underlay, target.Facts.Id) with { Failed = target.IsAlive ? 0u : 1, Fault = ProbeFault.Timeout });
        }

        return [.. edges];
    }

    private static EdgeReport Edge(ProbeKind kind, NodeId target, in SimulatedEdge edge) =>
        new()
        {
            Kind = kind,
            Target = target,
            Failed = edge.Failed,
            Rounds = edge.Rounds,
            Sent = edge.Sent,
            Lost = edge.Lost,
            Fault = edge.Failed != 0 ? ProbeFault.Timeout : ProbeFault.None,
            MedianMicroseconds = 300,
        };

    private static EdgeReport Well(ProbeKind kind, NodeId target) =>
        new()
        {
            Kind = kind,
            Target = target,
            Rounds = 32,
            Sent = 6,
        };
}
