using System.Net;
using CniOperator.Health;
using CniOperator.Health.Peers;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;
using CniOperator.Health.Wire;
using CsCheck;

namespace CniOperator.Agent.Tests.Wire;

/// <summary>Generators of everything that is on the wire.</summary>
internal static class Any
{
    internal static WireKeys Keys { get; } = new(Key(1, 7), Key(2, 8));

    internal static Gen<NodeId> Node { get; } = Gen.Guid.Select(g => new NodeId(g));

    internal static Gen<PeerAddress> IPv4 { get; } = Gen.Byte.Array[4].Select(b => PeerAddress.Of(new IPAddress(b)));

    internal static Gen<PeerAddress> IPv6 { get; } = Gen.Byte.Array[15].Select(b => PeerAddress.Of(new IPAddress([0x20, .. b])));

    internal static Gen<PeerAddress> Address { get; } = Gen.OneOf(IPv4, IPv6, Gen.Const(PeerAddress.None));

    internal static Gen<AddressPair> Pair { get; } =
        Gen.Select(Gen.OneOf(IPv4, Gen.Const(PeerAddress.None)), Gen.OneOf(IPv6, Gen.Const(PeerAddress.None)), (a, b) =>
            new AddressPair(a, b)
        );

    internal static Gen<AgentRole> Role { get; } = Gen.Int[1, 3].Select(r => (AgentRole)r);

    internal static Gen<ProbeKind> Kind { get; } = Gen.Int[1, 18].Select(k => (ProbeKind)k);

    internal static Gen<ProbeMessage> Probe { get; } =
        Gen.Select(Gen.ULong, Node, Role, Node, Role, Kind, (n, t, tr, s, sr, k) => new ProbeMessage(n, t, tr, s, sr, k));

    internal static Gen<ProbeAnswer> Answer { get; } =
        Gen.Select(Gen.ULong, Node, Role, Gen.Int[0, 9216], Address, Gen.UShort, (n, node, r, size, a, port) =>
            new ProbeAnswer(n, node, r, size, a, port)
        );

    internal static Gen<ReportAck> Ack { get; } =
        Gen.Select(Gen.ULong, Gen.ULong, Gen.ULong, Gen.Bool, Gen.Bool, Gen.ULong, (b, s, p, k, a, t) => new ReportAck(b, s, p, k, a, t));

    internal static Gen<PeersRequest> Request { get; } =
        Gen.Select(
            Gen.ULong,
            Gen.String[Gen.Char['a', 'z'], 1, 253],
            Role,
            Gen.ULong,
            Gen.OneOf(Gen.Const((int?)null), Gen.Int[0, 9999].Select(i => (int?)i)),
            (nonce, name, role, version, from) => new PeersRequest(nonce, name, role, version, from)
        );

    internal static Gen<Peer> Peer { get; } = Gen.Select(Node, Pair, Pair, (n, c, h) => new Peer(n, c, h));

    internal static Gen<ProbeTarget> Target { get; } =
        Gen.Select(Kind, Address, Gen.UShort, Node, (k, a, p, n) => new ProbeTarget(k, a, p, n));

    internal static Gen<ProbeSettings> Settings { get; } =
        Gen.Select(Gen.Int[1, 100_000], Gen.Int[0, 200], Gen.Int[0, 9216], (ms, roaming, mtu) => new ProbeSettings
            {
                Interval = TimeSpan.FromMilliseconds(ms),
                Timeout = TimeSpan.FromMilliseconds(ms + 1),
                Lifetime = TimeSpan.FromMilliseconds(ms + 2),
                Roaming = roaming,
                PodMtu = mtu,
            });

    internal static Gen<PeerList> List { get; } =
        Gen.Select(
            Gen.Select(Gen.ULong, Node, Settings, Pair, Pair),
            Peer.List[0, 8],
            Target.List[0, 8],
            Gen.Select(Gen.String[Gen.Char['a', 'z'], 0, 63], Gen.Int[0, 100_000]),
            (head, peers, targets, tail) =>
                new PeerList
                {
                    Version = head.Item1,
                    Node = head.Item2,
                    Settings = head.Item3,
                    Canary = head.Item4,
                    Echo = head.Item5,
                    Fixed = peers,
                    Targets = targets,
                    DnsName = tail.Item1,
                    Others = tail.Item2,
                }
        );

    internal static Gen<EdgeReport> Edge { get; } =
        Gen.Select(
            Gen.Select(Kind, Gen.OneOf(Node, Gen.Const(NodeId.None)), Gen.Bool, Gen.UInt),
            Gen.Select(Gen.Int[0, 32], Gen.Int[0, 200], Gen.Int[0, 200], Gen.Int[0, 11]),
            Gen.Select(Gen.Int[0, 2_000_000], Gen.Int[0, 2_000_000], Gen.Bool, Gen.Int[0, 9000]),
            (a, b, c) =>
                new EdgeReport
                {
                    Kind = a.Item1,
                    Target = a.Item2,
                    Family = a.Item3 ? AddressFamily.IPv6 : AddressFamily.IPv4,
                    Failed = a.Item4,
                    Rounds = b.Item1,
                    Sent = b.Item2,
                    Lost = b.Item3,
                    Fault = (ProbeFault)b.Item4,
                    MedianMicroseconds = c.Item1,
                    WorstMicroseconds = c.Item2,
                    SourceChanged = c.Item3,
                    LargestSize = c.Item4,
                }
        );

    internal static Gen<KubeletWitness?> Witness { get; } =
        Gen.OneOf(
            Gen.Const((KubeletWitness?)null),
            Gen.Select(Gen.Long[0, long.MaxValue], Gen.Int[-1, 1_000_000], Address, (n, age, a) =>
                (KubeletWitness?)new KubeletWitness(n, age, a.ToString())
            )
        );

    internal static Gen<ReportMessage> Report(int edges) =>
        Gen.Select(
            Gen.Select(Node, Role, Gen.ULong, Gen.ULong),
            Gen.Select(Gen.Int[0, int.MaxValue], Gen.ULong, Gen.Int[0, int.MaxValue], Gen.ULong),
            Edge.List[0, edges],
            Gen.Select(Node, Gen.Int[0, 500], Gen.Int[0, 100_000], (n, r, a) => new ReceivedFrom(n, r, a)).List[0, 8],
            Witness,
            (a, b, e, received, kubelet) =>
                new ReportMessage(
                    new AgentReport
                    {
                        Node = a.Item1,
                        Role = a.Item2,
                        Boot = a.Item3,
                        Sequence = a.Item4,
                        Rounds = b.Item1,
                        Peers = b.Item2,
                        TimerLagMilliseconds = b.Item3,
                        Edges = e,
                        Received = received,
                        Kubelet = kubelet,
                    },
                    b.Item4
                )
        );

    /// <summary>A signed datagram of any kind.</summary>
    internal static Gen<byte[]> Datagram { get; } =
        Gen.OneOf(
            Probe.Select(m => Written(b => m.Write(b, ProbeMessage.LeastBytes, Keys))),
            Answer.Select(m => Written(b => m.Write(b, Keys))),
            Ack.Select(m => Written(b => m.Write(b, Keys))),
            Request.Select(m => Written(b => m.Write(b, Keys))),
            List.Select(m => Written(b => new PeersPage(1, m, null).Write(b, Keys))),
            Report(30).Select(m => Written(b => m.Write(b, Keys)))
        );

    internal static WireKey Key(byte id, byte fill) => new(id, [.. Enumerable.Repeat(fill, 32)]);

    internal static byte[] Written(Func<byte[], int> write)
    {
        var buffer = new byte[WireFormat.MaxProbeBytes];
        return buffer[..write(buffer)];
    }

    /// <summary>Whether any reader takes it for one of its messages.</summary>
    internal static bool IsRead(byte[] datagram, WireKeys keys) =>
        ProbeMessage.TryRead(datagram, keys, out _)
        || ProbeAnswer.TryRead(datagram, keys, out _)
        || ReportAck.TryRead(datagram, keys, out _)
        || PeersRequest.Read(datagram, keys) is not null
        || PeersPage.Read(datagram, keys) is not null
        || ReportMessage.Read(datagram, keys) is not null;
}
