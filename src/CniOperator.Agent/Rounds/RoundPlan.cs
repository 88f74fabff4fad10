using System.Buffers.Binary;
using System.Net;
using CniOperator.Agent.Network;
using CniOperator.Health;
using CniOperator.Health.Peers;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;

namespace CniOperator.Agent.Rounds;

/// <summary>What an agent probes in one round, and when in it. Pure.</summary>
public sealed class RoundPlan
{
    private static readonly AddressFamily[] Families = [AddressFamily.IPv4, AddressFamily.IPv6];

    private readonly List<PlannedProbe> _probes = [];
    private readonly RoundFacts _facts;

    private RoundPlan(RoundFacts facts) => _facts = facts;

    /// <summary>
    /// The probes of a round, in the order of their time. They stand at equal distances in the round, and each node begins at a time of its
    /// own, so that neither a node nor a cluster sends in bursts.
    /// </summary>
    public static IReadOnlyList<PlannedProbe> Make(RoundFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var plan = new RoundPlan(facts);
        foreach (var family in Families)
        {
            if (facts.Role == AgentRole.Canary)
                plan.Canary(family);
            else if (facts.Role == AgentRole.Prober)
                plan.Prober(family);
        }
        plan.Targets();
        return plan.Spread();
    }

    private void Canary(AddressFamily family)
    {
        var list = _facts.List;
        for (var i = 0; i < list.Fixed.Count; i++)
        {
            Peer(ProbeKind.PodToPod, list.Fixed[i], family);
            if (list.Settings.PodMtu > 0 && IsTurn(list.Settings.FullSizeEvery, i, list.Fixed.Count))
                Peer(ProbeKind.PodToPodFullSize, list.Fixed[i], family);
        }
        if (list.Fixed.Count > 0 && IsTurn(list.Settings.BulkEvery, 0, 1))
            Peer(ProbeKind.PodToPodBulk, list.Fixed[Turns(list.Settings.BulkEvery) % list.Fixed.Count], family);
        foreach (var peer in _facts.Roaming)
        {
            if (!list.Fixed.Any(f => f.Node == peer.Node))
                Peer(ProbeKind.PodToPodRoaming, peer, family);
        }
        Add(ProbeKind.PodToPodSameNode, list.Node, list.Echo[family], _facts.Ports.Pod, list.Node, AgentRole.Echo);
        if (family == AddressFamily.IPv4)
            Add(ProbeKind.SelfTest, list.Node, PeerAddress.Of(IPAddress.Loopback), _facts.Ports.Pod, list.Node, AgentRole.Canary);
    }

    private void Prober(AddressFamily family)
    {
        var list = _facts.List;
        Add(ProbeKind.HostToLocalPod, list.Node, list.Canary[family], _facts.Ports.Pod, list.Node, AgentRole.Canary);
        Add(ProbeKind.HostToLocalEcho, list.Node, list.Echo[family], _facts.Ports.Pod, list.Node, AgentRole.Echo);
        foreach (var peer in list.Fixed)
        {
            Peer(ProbeKind.HostToRemotePod, peer, family);
            if (_facts.IsFailing(new EdgeKey(ProbeKind.HostToRemotePod, peer.Node, family)))
                Add(ProbeKind.Underlay, peer.Node, peer.Host[family], _facts.Ports.Host, peer.Node, AgentRole.Prober);
        }
    }

    private void Targets()
    {
        foreach (var target in _facts.List.Targets)
        {
            if (RoleOf(target.Kind) != _facts.Role)
                continue;
            var own = target.Kind is ProbeKind.ServiceLocal or ProbeKind.ServiceHairpin;
            var expected = own && target.Node == NodeId.None ? _facts.List.Node : target.Node;
            var role = target.Kind switch
            {
                ProbeKind.ServiceLocal => AgentRole.Echo,
                ProbeKind.PolicyAllowed or ProbeKind.PolicyDenied => default,
                _ => AgentRole.Canary,
            };
            if (target.Address.IsSome && (_facts.List.DnsName.Length > 0 || !IsDns(target.Kind)))
                Add(target.Kind, target.Node, target.Address, target.Port, expected, role);
        }
    }

    private static bool IsDns(ProbeKind kind) => kind is ProbeKind.DnsByService or ProbeKind.DnsDirect;

    private static AgentRole RoleOf(ProbeKind kind) =>
        kind switch
        {
            ProbeKind.HostToService => AgentRole.Prober,
            ProbeKind.ServiceLocal or ProbeKind.ServiceRemote or ProbeKind.ServiceHairpin => AgentRole.Canary,
            ProbeKind.DnsByService or ProbeKind.DnsDirect or ProbeKind.PolicyAllowed or ProbeKind.PolicyDenied => AgentRole.Canary,
            _ => default,
        };

    private void Peer(ProbeKind kind, Peer peer, AddressFamily family) =>
        Add(kind, peer.Node, peer.Canary[family], _facts.Ports.Pod, peer.Node, AgentRole.Canary);

    private void Add(ProbeKind kind, NodeId target, PeerAddress address, ushort port, NodeId expected, AgentRole role)
    {
        if (address.IsSome)
            _probes.Add(new PlannedProbe(new EdgeKey(kind, target, address.Family), new ProbeEndpoint(address, port), expected, role));
    }

    /// <summary>How often something has been due: once in each period, at another round of it for each of those that share it.</summary>
    private bool IsTurn(TimeSpan every, int place, int places)
    {
        var rounds = RoundsIn(every);
        return (_facts.Round + ((long)place * rounds / places)) % rounds == 0;
    }

    private int Turns(TimeSpan every) => _facts.Round / RoundsIn(every);

    private int RoundsIn(TimeSpan time) => (int)Math.Max(1, Math.Round(time / _facts.List.Settings.Interval));

    private PlannedProbe[] Spread()
    {
        var interval = _facts.List.Settings.Interval;
        var phase = Phase(_facts.List.Node) * interval.Ticks / 65_536 / Math.Max(1, _probes.Count);
        return [.. _probes.Select((p, i) => p with { Offset = TimeSpan.FromTicks((interval.Ticks * i / _probes.Count) + phase) })];
    }

    private static long Phase(NodeId node)
    {
        Span<byte> bytes = stackalloc byte[16];
        node.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        // Multiplying by an odd number spreads ids that differ in few bits over the phases.
        var mixed = BinaryPrimitives.ReadUInt64BigEndian(bytes) ^ (BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]) * 0x9E3779B97F4A7C15);
        return (long)((mixed * 0x9E3779B97F4A7C15) >> 48);
    }
}
