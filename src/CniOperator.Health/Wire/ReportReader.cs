using CniOperator.Health.Probes;
using CniOperator.Health.Reports;

namespace CniOperator.Health.Wire;

/// <summary>Reads what <see cref="ReportWriter"/> wrote.</summary>
internal static class ReportReader
{
    internal static ReportMessage? Read(ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        var node = reader.Node();
        var role = (AgentRole)reader.Byte();
        var (boot, sequence, token) = (reader.UInt64(), reader.UInt64(), reader.UInt64());
        var rounds = reader.Count32();
        var peers = reader.UInt64();
        var lag = reader.Count32();
        var flags = reader.Byte();
        KubeletWitness? kubelet = (flags & 1) == 0 ? null : Kubelet(ref reader);
        Span<NodeId> nodes = stackalloc NodeId[ReportWriter.MostNodes];
        var known = Nodes(ref reader, nodes);
        var edges = Edges(ref reader, nodes[..known]);
        var received = Received(ref reader, nodes[..known]);
        if (reader.Failed || edges is null || received is null || role is < AgentRole.Canary or > AgentRole.Prober)
            return null;
        var report = new AgentReport
        {
            Node = node,
            Role = role,
            Boot = boot,
            Sequence = sequence,
            Rounds = rounds,
            Peers = peers,
            TimerLagMilliseconds = lag,
            Edges = edges,
            Received = received,
            Kubelet = kubelet,
        };
        return new ReportMessage(report, token, (flags & 2) != 0);
    }

    private static KubeletWitness Kubelet(ref WireReader reader) =>
        new((long)(reader.UInt64() & long.MaxValue), (int)reader.UInt32(), reader.Address().ToString());

    private static int Nodes(ref WireReader reader, scoped Span<NodeId> nodes)
    {
        var count = Math.Min((int)reader.Byte(), nodes.Length);
        for (var i = 0; i < count; i++)
            nodes[i] = reader.Node();
        return reader.Failed ? 0 : count;
    }

    /// <returns><c>null</c> if one names a node that is not in the table, or counts more rounds than it has bits.</returns>
    private static List<EdgeReport>? Edges(ref WireReader reader, scoped ReadOnlySpan<NodeId> nodes)
    {
        var count = (int)reader.Byte();
        var edges = new List<EdgeReport>(count);
        for (var i = 0; i < count && !reader.Failed; i++)
        {
            var head = reader.Byte();
            var place = reader.Byte();
            var edge = Edge(ref reader, head, place == 0 || place > nodes.Length ? NodeId.None : nodes[place - 1]);
            if (place > nodes.Length || edge.Rounds > 32)
                return null;
            if (edge.Kind is >= ProbeKind.PodToPod and <= ProbeKind.HostToLocalEcho)
                edges.Add(edge);
        }
        return edges;
    }

    private static EdgeReport Edge(ref WireReader reader, byte head, NodeId target) =>
        new()
        {
            Kind = (ProbeKind)(head & 0x1F),
            Target = target,
            Family = (head & 0x20) != 0 ? AddressFamily.IPv6 : AddressFamily.IPv4,
            SourceChanged = (head & 0x40) != 0,
            Rounds = reader.Byte(),
            Failed = reader.Variable(),
            Sent = reader.Count(),
            Lost = reader.Count(),
            Fault = Fault(reader.Byte()),
            MedianMicroseconds = reader.Count(),
            WorstMicroseconds = reader.Count(),
            LargestSize = (head & 0x80) != 0 ? reader.Count() : 0,
        };

    /// <summary>A fault of a later version is at least no answer.</summary>
    private static ProbeFault Fault(byte value) => value <= (byte)ProbeFault.Unexpected ? (ProbeFault)value : ProbeFault.Timeout;

    private static List<ReceivedFrom>? Received(ref WireReader reader, scoped ReadOnlySpan<NodeId> nodes)
    {
        var count = (int)reader.Byte();
        var received = new List<ReceivedFrom>(count);
        for (var i = 0; i < count && !reader.Failed; i++)
        {
            var place = reader.Byte();
            var (requests, age) = (reader.Count(), reader.Count());
            if (place == 0 || place > nodes.Length)
                return null;
            received.Add(new ReceivedFrom(nodes[place - 1], requests, age));
        }
        return received;
    }
}
