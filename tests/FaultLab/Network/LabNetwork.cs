namespace CniOperator.FaultLab.Network;

/// <summary>
/// Nodes with bridges, pods, a VXLAN overlay as flannel makes it, and DNAT rules as kube-proxy makes them. All of it is in namespaces of
/// its own: the machine's own network is not touched.
/// </summary>
internal sealed class LabNetwork : IDisposable
{
    internal const int NodeCount = 5;
    internal const int PodMtu = 1450;
    internal const int PodPort = 8473;
    internal const int ReadinessPort = 8474;
    internal const int HostPort = 8475;
    internal const int DeniedPort = 8476;
    internal const string OperatorAddress = "10.99.0.254";
    internal const int OperatorPort = 9000;
    internal const string LocalService = "10.96.0.11";
    internal const string HairpinService = "10.96.0.12";
    internal const string RemoteService = "10.96.0.13";
    internal const string MovingService = "10.96.0.14";
    internal const string DnsService = "10.96.0.10";

    private readonly string _prefix = $"fl{Environment.ProcessId:x}";

    internal LabNetwork() => Nodes = [.. Enumerable.Range(1, NodeCount).Select(i => new LabNode(_prefix, i))];

    internal IReadOnlyList<LabNode> Nodes { get; }

    /// <summary>Where the wires of all nodes meet, and the operator is.</summary>
    internal string Underlay => $"{_prefix}-u";

    /// <summary>The node whose second pod is the cluster's DNS.</summary>
    internal LabNode DnsNode => Nodes[0];

    internal LabNode this[int index] => Nodes[index - 1];

    private IEnumerable<string> Spaces => Nodes.SelectMany(n => new[] { n.Space, n.CanarySpace, n.EchoSpace }).Append(Underlay);

    internal void Create()
    {
        Shell.Run(null, string.Join('\n', Spaces.Select(s => $"ip netns add {s}")));
        Shell.Run(
            Underlay,
            $"ip link set lo up\nip link add br0 type bridge\nip link set br0 up\nip addr add {OperatorAddress}/24 dev br0"
        );
        Parallel.ForEach(Nodes, new ParallelOptions { MaxDegreeOfParallelism = 3 }, CreateNode);
        foreach (var node in Nodes)
            node.Run(Overlay(node));
    }

    public void Dispose() => Shell.Try(null, string.Join('\n', Spaces.Select(s => $"ip netns del {s} 2>/dev/null || true")));

    private void CreateNode(LabNode node)
    {
        Shell.Run(
            null,
            $"""
            ip link add u{node.Index} netns {Underlay} type veth peer name eth0 netns {node.Space}
            ip link add veth-c netns {node.Space} type veth peer name eth0 netns {node.CanarySpace}
            ip link add veth-e netns {node.Space} type veth peer name eth0 netns {node.EchoSpace}
            ip -n {Underlay} link set u{node.Index} master br0 up
            """
        );
        node.Run(Host(node));
        node.Run(Rules(node));
        Shell.Run(node.CanarySpace, Pod(node, node.Canary, node.CanaryMac));
        Shell.Run(node.EchoSpace, Pod(node, node.Echo, node.EchoMac));
    }

    private static string Host(LabNode node) =>
        $"""
            ip link set lo up
            ip addr add {node.Host}/24 dev eth0
            ip link set eth0 address {node.HostMac} up
            ip route add default via {OperatorAddress}
            ip link add cni0 type bridge
            ip link set cni0 address 02:00:00:00:01:{node.Index:x2} mtu {PodMtu} up
            ip addr add 10.244.{node.Index}.1/24 dev cni0
            ip link set veth-c master cni0 mtu {PodMtu} up
            ip link set veth-e master cni0 mtu {PodMtu} up
            bridge link set dev veth-c hairpin on
            bridge link set dev veth-e hairpin on
            ip link add flannel.1 type vxlan id 1 dev eth0 local {node.Host} dstport 8472 nolearning
            ip link set flannel.1 address {node.TunnelMac} mtu {PodMtu} up
            ip addr add 10.244.{node.Index}.0/32 dev flannel.1
            sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
            sysctl -qw net.ipv4.conf.flannel/1.rp_filter=0 net.ipv4.conf.eth0.rp_filter=0
            """;

    private static string Pod(LabNode node, string address, string mac) =>
        $"""
            ip link set lo up
            ip addr add {address}/24 dev eth0
            ip link set eth0 address {mac} mtu {PodMtu} up
            ip route add default via 10.244.{node.Index}.1
            """;

    /// <summary>Static neighbours, forwarding entries and routes, as flannel keeps them.</summary>
    private string Overlay(LabNode node) =>
        string.Join(
            '\n',
            from other in Nodes
            where other != node
            select $"""
            ip neigh replace 10.244.{other.Index}.0 lladdr {other.TunnelMac} dev flannel.1 nud permanent
            bridge fdb replace {other.TunnelMac} dev flannel.1 dst {other.Host}
            ip route replace 10.244.{other.Index}.0/24 via 10.244.{other.Index}.0 dev flannel.1 onlink
            """
        );

    /// <summary>The tables of kube-proxy, of the masquerading and of a NetworkPolicy that denies one port.</summary>
    internal string Rules(LabNode node)
    {
        var endpoints = string.Join(
            '\n',
            Nodes.Select(
                (n, i) =>
                    $"-A REMOTE -p udp -m statistic --mode random --probability {1.0 / (NodeCount - i):F6} -j DNAT --to {n.Canary}:{PodPort}"
            )
        );
        return $"""
            iptables-restore -w <<'END'
            *filter
            -A FORWARD -p udp --dport {DeniedPort} -j DROP
            COMMIT
            *nat
            :SERVICES - [0:0]
            :REMOTE - [0:0]
            -A PREROUTING -j SERVICES
            -A OUTPUT -j SERVICES
            -A SERVICES -d 10.96.0.0/16 ! -s 10.244.0.0/16 -j MARK --set-mark 0x4000
            -A SERVICES -d {LocalService} -p udp -j DNAT --to {node.Echo}:{PodPort}
            -A SERVICES -d {HairpinService} -p udp -j DNAT --to {node.Canary}:{PodPort}
            -A SERVICES -d {RemoteService} -p udp -j REMOTE
            -A SERVICES -d {DnsService} -p udp -j DNAT --to {DnsNode.Echo}:53
            {endpoints}
            -A POSTROUTING -s {node.Canary} -d {node.Canary} -j MASQUERADE
            -A POSTROUTING -m mark --mark 0x4000/0x4000 -j MASQUERADE
            -A POSTROUTING -s 10.244.0.0/16 -d 10.244.0.0/16 -j RETURN
            -A POSTROUTING -s 10.244.0.0/16 -j MASQUERADE
            COMMIT
            END
            """;
    }

    /// <summary>Puts everything of a node's that a fault changes back in place.</summary>
    internal void Restore(LabNode node)
    {
        node.Run(
            $"""
            iptables -w -P FORWARD ACCEPT
            iptables -w -F
            iptables -w -t mangle -F
            iptables -w -t nat -F
            iptables -w -t nat -X
            ip link set eth0 up
            ip link set veth-c up
            ip link set flannel.1 mtu {PodMtu}
            sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.flannel/1.rp_filter=0
            {Rules(node)}
            ip route replace default via {OperatorAddress}
            {Overlay(node)}
            """
        );
    }
}
