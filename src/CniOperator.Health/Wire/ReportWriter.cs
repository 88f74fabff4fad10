using CniOperator.Health.Peers;
using CniOperator.Health.Reports;

namespace CniOperator.Health.Wire;

/// <summary>Writes a report. Node ids stand once, in a table, and edges name them by their place in it.</summary>
internal static class ReportWriter
{
    /// <summary>The most nodes of one report.</summary>
    internal const int MostNodes = 64;

    private const int MostEdges = byte.MaxValue;
    private const int MostReceived = 32;
    private const int Room = WireFormat.MaxBytes;

    internal static int Write(ReportMessage message, Span<byte> datagram, WireKeys keys)
    {
        var report = message.Report;
        Span<byte> edgeBytes = stackalloc byte[Room];
        Span<byte> receivedBytes = stackalloc byte[Room];
        Span<NodeId> nodes = stackalloc NodeId[MostNodes];
        var writer = WireWriter.Begin(datagram, WireKind.Report);
        Head(ref writer, report, message.Token);
        var flagsAt = writer.Length;
        writer.Byte(0);
        Kubelet(ref writer, report.Kubelet);
        // Three counts and the signature come besides.
        var room = Room - writer.Length - 3 - WireFormat.SignatureBytes;
        var known = 0;
        var edges = Edges(report.Edges, edgeBytes, nodes, ref known, room, out var edgeLength);
        var received = Received(report.Received, receivedBytes, nodes, ref known, room - edgeLength, out var receivedLength);
        writer.Byte((byte)known);
        foreach (var node in nodes[..known])
            writer.Node(node);
        writer.Byte((byte)edges);
        writer.Bytes(edgeBytes[..edgeLength]);
        writer.Byte((byte)received);
        writer.Bytes(receivedBytes[..receivedLength]);
        var truncated = message.Truncated || edges < report.Edges.Count;
        datagram[flagsAt] = (byte)((report.Kubelet is null ? 0 : 1) | (truncated ? 2 : 0));
        return writer.Failed ? 0 : keys.Seal(datagram, writer.Length);
    }

    private static void Head(ref WireWriter writer, AgentReport report, ulong token)
    {
        writer.Node(report.Node);
        writer.Byte((byte)report.Role);
        writer.UInt64(report.Boot);
        writer.UInt64(report.Sequence);
        writer.UInt64(token);
        writer.UInt32((uint)Math.Max(0, report.Rounds));
        writer.UInt64(report.Peers);
        writer.UInt32((uint)Math.Max(0, report.TimerLagMilliseconds));
    }

    private static void Kubelet(ref WireWriter writer, KubeletWitness? kubelet)
    {
        if (kubelet is not { } seen)
            return;
        writer.UInt64((ulong)Math.Max(0, seen.Requests));
        writer.UInt32((uint)Math.Max(-1, seen.AgeMilliseconds));
        writer.Address(PeerAddress.Of(seen.Source));
    }

    /// <returns>How many edges had room.</returns>
    private static int Edges(IReadOnlyList<EdgeReport> edges, Span<byte> bytes, Span<NodeId> nodes, ref int known, int room, out int length)
    {
        length = 0;
        var count = 0;
        for (; count < edges.Count && count < MostEdges; count++)
        {
            var before = known;
            var place = Place(edges[count].Target, nodes, ref known);
            var writer = new WireWriter(bytes[length..]);
            Edge(ref writer, edges[count], (byte)Math.Max(0, place));
            if (place < 0 || writer.Failed || length + writer.Length + (known * 16) > room)
            {
                known = before;
                break;
            }
            length += writer.Length;
        }
        return count;
    }

    private static void Edge(ref WireWriter writer, EdgeReport edge, byte place)
    {
        var sized = edge.LargestSize > 0;
        writer.Byte(
            (byte)(
                ((byte)edge.Kind & 0x1F)
                | (edge.Family == AddressFamily.IPv6 ? 0x20 : 0)
                | (edge.SourceChanged ? 0x40 : 0)
                | (sized ? 0x80 : 0)
            )
        );
        writer.Byte(place);
        writer.Byte((byte)Math.Clamp(edge.Rounds, 0, 32));
        writer.Variable(edge.Failed);
        writer.Count(edge.Sent);
        writer.Count(edge.Lost);
        writer.Byte((byte)edge.Fault);
        writer.Count(edge.MedianMicroseconds);
        writer.Count(edge.WorstMicroseconds);
        if (sized)
            writer.Count(edge.LargestSize);
    }

    private static int Received(
        IReadOnlyList<ReceivedFrom> received,
        Span<byte> bytes,
        Span<NodeId> nodes,
        ref int known,
        int room,
        out int length
    )
    {
        length = 0;
        var count = 0;
        for (; count < received.Count && count < MostReceived; count++)
        {
            var before = known;
            var place = Place(received[count].Source, nodes, ref known);
            var writer = new WireWriter(bytes[length..]);
            writer.Byte((byte)Math.Max(0, place));
            writer.Count(received[count].Requests);
            writer.Count(received[count].AgeMilliseconds);
            if (place < 0 || writer.Failed || length + writer.Length + (known * 16) > room)
            {
                known = before;
                break;
            }
            length += writer.Length;
        }
        return count;
    }

    /// <summary>The place of a node in the table from 1; 0 for none; −1 if the table is full.</summary>
    private static int Place(NodeId node, Span<NodeId> nodes, ref int known)
    {
        if (node == NodeId.None)
            return 0;
        var index = nodes[..known].IndexOf(node);
        if (index >= 0)
            return index + 1;
        if (known == nodes.Length)
            return -1;
        nodes[known++] = node;
        return known;
    }
}
