using CniOperator.Health.Peers;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;
using CniOperator.Health.Wire;

namespace CniOperator.Operator.Tests.Connectivity;

/// <summary>An agent that a test moves by hand: asks for its list, and reports along it.</summary>
/// <param name="node">The number of its node.</param>
/// <param name="role">Which agent.</param>
/// <param name="keys">The keys to sign with.</param>
/// <param name="ask">Sends a datagram, and gives the answer.</param>
internal sealed class HandAgent(int node, AgentRole role, WireKeys keys, Func<byte[], byte[]> ask)
{
    private ulong _token;
    private ulong _sequence;

    internal PeerList? List { get; private set; }

    /// <summary>Whether an edge fails.</summary>
    internal Func<ProbeKind, Health.NodeId, bool> Fails { get; set; } = (_, _) => false;

    internal KubeletWitness Kubelet { get; set; } = new(100, 3_000, "192.0.2.1");

    internal PeerList? AskForPeers()
    {
        var request = new byte[WireFormat.MaxBytes];
        new PeersRequest(7, $"node-{node}", role, List?.Version ?? 0, null).Write(request, keys);
        return List = PeersPage.Read(ask(request), keys)?.List ?? List;
    }

    /// <summary>Reports what it sees; once more with the token that the first try was answered with.</summary>
    internal ReportAck? Report()
    {
        var ack = Send();
        if (ack is { Accepted: false, Known: true })
            ack = Send();
        if (ack is { } said && List is not null && said.Peers != List.Version)
            AskForPeers();
        return ack;
    }

    private ReportAck? Send()
    {
        var datagram = new byte[WireFormat.MaxBytes];
        var report = new AgentReport
        {
            Node = List!.Node,
            Role = role,
            Boot = (ulong)(node * 10 + (int)role),
            Sequence = ++_sequence,
            Rounds = 30,
            Peers = List.Version,
            Edges = [.. Edges()],
            Kubelet = role == AgentRole.Canary ? Kubelet : null,
        };
        var length = new ReportMessage(report, _token).Write(datagram, keys);
        if (!ReportAck.TryRead(ask(datagram[..length]), keys, out var ack))
            return null;
        _token = ack.Token;
        return ack;
    }

    private IEnumerable<EdgeReport> Edges()
    {
        foreach (var peer in List!.Fixed)
        {
            if (role == AgentRole.Canary)
            {
                yield return Edge(ProbeKind.PodToPod, peer.Node);
                yield return Edge(ProbeKind.PodToPodFullSize, peer.Node);
                continue;
            }

            yield return Edge(ProbeKind.HostToRemotePod, peer.Node);
            if (Fails(ProbeKind.HostToRemotePod, peer.Node))
                yield return Edge(ProbeKind.Underlay, peer.Node);
        }

        ProbeKind[] own =
            role == AgentRole.Canary
                ? [ProbeKind.PodToPodSameNode, ProbeKind.SelfTest]
                : [ProbeKind.HostToLocalPod, ProbeKind.HostToLocalEcho];
        foreach (var kind in own)
            yield return Edge(kind, List.Node);
        foreach (var target in List.Targets)
            yield return Edge(target.Kind, target.Node);
    }

    private EdgeReport Edge(ProbeKind kind, Health.NodeId target)
    {
        var failed = Fails(kind, target);
        return new EdgeReport
        {
            Kind = kind,
            Target = target,
            Rounds = 30,
            Failed = failed ? 0x3FU : 0,
            Fault = failed ? ProbeFault.Timeout : ProbeFault.None,
            Sent = failed ? 12 : 6,
            Lost = failed ? 12 : 0,
            MedianMicroseconds = failed ? 0 : 200,
            WorstMicroseconds = failed ? 0 : 300,
            LargestSize = kind == ProbeKind.PodToPodFullSize && !failed ? 1450 : 0,
        };
    }
}
