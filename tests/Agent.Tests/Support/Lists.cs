using CniOperator.Agent.Rounds;
using CniOperator.Health;
using CniOperator.Health.Peers;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;

namespace CniOperator.Agent.Tests.Support;

/// <summary>Peer lists as an operator makes them.</summary>
internal static class Lists
{
    internal static readonly Ports Ports = new(8473, 8475);

    internal static NodeId Node(int i) => NodeId.Of($"node-{i}");

    internal static PeerAddress Canary(int i) => PeerAddress.Of($"10.244.{i}.2");

    internal static PeerAddress Echo(int i) => PeerAddress.Of($"10.244.{i}.3");

    internal static PeerAddress Host(int i) => PeerAddress.Of($"192.168.0.{i}");

    internal static Peer Peer(int i) => new(Node(i), new AddressPair(Canary(i), default), new AddressPair(Host(i), default));

    internal static Peer DualPeer(int i) =>
        new(Node(i), new AddressPair(Canary(i), PeerAddress.Of($"fd00:{i}::2")), new AddressPair(Host(i), PeerAddress.Of($"fd01::{i}")));

    /// <summary>The list of node 0, which probes 1 to <paramref name="peers"/>.</summary>
    internal static PeerList Of(int peers, ulong version = 1, int others = 0) =>
        new()
        {
            Version = version,
            Node = Node(0),
            Settings = new ProbeSettings { PodMtu = 1450 },
            Canary = new AddressPair(Canary(0), default),
            Echo = new AddressPair(Echo(0), default),
            Fixed = [.. Enumerable.Range(1, peers).Select(Peer)],
            Others = others,
        };

    internal static IReadOnlyList<PlannedProbe> Plan(
        PeerList list,
        int round = 1,
        AgentRole role = AgentRole.Canary,
        IReadOnlyList<Peer>? roaming = null,
        Func<EdgeKey, bool>? failing = null
    ) => RoundPlan.Make(new RoundFacts(role, list, round, roaming ?? [], Ports, failing ?? (_ => false)));

    internal static EdgeKey Key(int node, ProbeKind kind = ProbeKind.PodToPod) => new(kind, Node(node), AddressFamily.IPv4);
}
