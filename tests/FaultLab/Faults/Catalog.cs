using CniOperator.FaultLab.Network;
using CniOperator.FaultLab.Running;
using CniOperator.Health.Reports;
using CniOperator.Health.Verdicts;

namespace CniOperator.FaultLab.Faults;

/// <summary>Every fault that namespaces can show. Node 3 breaks, or the way between nodes 2 and 4.</summary>
internal static class Catalog
{
    private const string Overlay = "-p udp --dport 8472 -j DROP";
    private const string Cluster = "cluster";
    private const string Node = "node-3";
    private const string Link = "node-2 - node-4";

    /// <summary>Each of them, in the order in which they are run.</summary>
    internal static IReadOnlyList<LabFault> All =>
        [
            new("none", "nothing is broken", [], "", _ => { }) { Goal = 15 },
            .. OfTheOverlay,
            .. OfNodes,
            .. OfPods,
            .. OfServices,
            .. OfLoss,
            .. AtLast,
        ];

    private static readonly LabFault[] OfTheOverlay =
    [
        new("overlay-blocked", "VXLAN's port is dropped both ways", [FaultClass.OverlayBlocked], Node, Both(3, Overlay)),
        new("overlay-one-way", "VXLAN's port is dropped on its way in", [FaultClass.OverlayOneWay], Node, In(3, Overlay)),
        new("overlay-down", "VXLAN's port is dropped on all nodes", [FaultClass.OverlayBlocked], Cluster, Everywhere(Overlay)),
        new("split", "nodes 1 and 2 do not reach 3, 4 and 5", [FaultClass.NetworkSplit], Cluster, Split),
        new("mtu-black-hole", "VXLAN over 1,400 bytes is lost", [FaultClass.MtuBlackHole], Node, Both(3, Long)) { Goal = 20 },
        new(
            "rp-filter",
            "strict rp_filter, and a way back that differs",
            [FaultClass.OverlayOneWay, FaultClass.InboundBlocked],
            Node,
            RpFilter
        ),
        new("stale-fdb", "a forwarding entry leads to an address that is gone", Ways, Link, Fdb("10.99.0.99")),
        new("wrong-fdb", "a forwarding entry leads to another node", Ways, Link, Fdb("10.99.0.5")),
        new("asymmetric-route", "what one node sends another is lost", Ways, Link, In(2, "-s 10.99.0.4 " + Overlay)),
        new("route-missing", "no route to the pods of others", [FaultClass.RouteMissing], Node, NoRoutes, Unroute),
        new("duplicate-pod-cidr", "another node has the same pod network", [FaultClass.WrongNodeAnswers], "node-4", Duplicate, Unduplicate),
    ];

    /// <summary>The engine counts losses minute by minute: these take long, and come last.</summary>
    private static readonly LabFault[] OfLoss =
    [
        new("loss-30", "30 % of the overlay is lost", [FaultClass.PacketLoss], Node, In(3, Lossy(0.3))) { Goal = 130 },
        new("loss-5", "5 % of the overlay is lost", [FaultClass.PacketLoss], Node, In(3, Lossy(0.05))) { Goal = 190 },
    ];

    /// <summary>Remembered for long, so that nothing can come after it.</summary>
    private static readonly LabFault[] AtLast =
    [
        new(
            "two-agents",
            "a second process claims to be the canary",
            [FaultClass.TwoAgents],
            Node,
            l => l.Agents.StartImpostor(l.Network[3]),
            l => l.Agents.StopImpostors()
        )
        {
            Goal = 30,
            Stays = true,
        },
    ];

    private static readonly LabFault[] OfNodes =
    [
        new("node-down", "the node is off: no link, no process, no Lease", [FaultClass.NodeDown], Node, Down, Up),
        new(
            "underlay-down",
            "nodes do not reach its own address",
            [FaultClass.UnderlayDown],
            Node,
            Both(3, "-p udp ! --sport 9000 -m multiport --ports 8472,8475 -j DROP")
        ),
        new("forward-drop", "the FORWARD chain's policy is DROP", [FaultClass.ForwardDropped], Node, l =>
            l.Network[3].Run("iptables -w -P FORWARD DROP")
        ),
        new(
            "conntrack-full",
            "new flows are dropped, as by a full table",
            [FaultClass.UnderlayDown, FaultClass.Unreachable],
            Node,
            NewFlowsDropped
        ),
        new("agent-starved", "the canary gets a tenth of its time", [FaultClass.ProberStarved, FaultClass.OnePodCutOff], Node, Starve, Feed)
        {
            Goal = 20,
        },
        new(
            "agent-stopped",
            "the canary is stopped (SIGSTOP)",
            [FaultClass.OnePodCutOff],
            Node,
            l => l.Agents.Signal(l.Network[3], AgentRole.Canary, "STOP"),
            l => l.Agents.Signal(l.Network[3], AgentRole.Canary, "CONT")
        ),
        new(
            "kubelet-killed",
            "the kubelet is gone, the network works",
            [FaultClass.KubeletDown],
            Node,
            l => l.Kubelet(3).IsUp = false,
            l => l.Kubelet(3).IsUp = true
        ),
        new("kubelet-blocked", "a host firewall keeps the kubelet from its pods", [FaultClass.KubeletOrHostPolicy], Node, l =>
            l.Network[3].Run("iptables -w -I OUTPUT -p tcp --dport 8474 -j DROP")
        ),
    ];

    private static readonly LabFault[] OfPods =
    [
        new("veth-gone", "the canary's interface is down", [FaultClass.OnePodCutOff], Node, l =>
            l.Network[3].Run("ip link set veth-c down")
        ),
        new("same-node", "pods of one node do not reach each other", [FaultClass.SameNodeBroken], Node, l =>
            l.Network[3].Run("iptables -w -I FORWARD -s 10.244.3.2 -d 10.244.3.3 -j DROP")
        ),
        new("translated", "pods' addresses are translated between nodes", [FaultClass.AddressTranslated], Node, l =>
            l.Network[3].Run("iptables -w -t nat -I POSTROUTING -s 10.244.3.0/24 -o flannel.1 -j MASQUERADE")
        ),
        new("policy-block", "a NetworkPolicy denies everything to the canaries", [FaultClass.PolicyBlocked], Cluster, Deny, l =>
            l.Policies.Clear()
        ),
        new("policy-open", "what a NetworkPolicy denies passes", [FaultClass.PolicyNotEnforced], Node, l =>
            l.Network[3].Run("iptables -w -D FORWARD -p udp --dport 8476 -j DROP")
        ),
    ];

    private static readonly LabFault[] OfServices =
    [
        new("proxy-rules-gone", "kube-proxy's rules are flushed", [FaultClass.ServiceRulesMissing], Node, l =>
            l.Network[3].Run("iptables -w -t nat -F SERVICES")
        ),
        new("proxy-frozen", "kube-proxy no longer follows its Services", [FaultClass.ServiceStale], Node, Freeze, l =>
            l.Operator.Move(null)
        ),
        new("hairpin", "a pod does not reach itself by a Service", [FaultClass.HairpinBroken], Node, l =>
            l.Network[3].Run("iptables -w -t nat -D POSTROUTING -s 10.244.3.2 -d 10.244.3.2 -j MASQUERADE")
        ),
        new("dns-down", "the cluster DNS does not answer", [FaultClass.DnsDown], Cluster, l => l.Dns.IsUp = false, l => l.Dns.IsUp = true),
        new("dns-service", "the DNS Service has no rule", [FaultClass.DnsService], Node, l =>
            l.Network[3].Run("iptables -w -t nat -D SERVICES -d 10.96.0.10 -p udp -j DNAT --to 10.244.1.3:53")
        ),
    ];

    private static FaultClass[] Ways => [FaultClass.OverlayOneWay, FaultClass.Unreachable];

    private static string Long => "-p udp --dport 8472 -m length --length 1400:65535 -j DROP";

    private static string Lossy(double share) =>
        FormattableString.Invariant($"-p udp --dport 8472 -m statistic --mode random --probability {share} -j DROP");

    private static Action<Lab> In(int node, string rule) => l => l.Network[node].Run($"iptables -w -I INPUT {rule}");

    private static Action<Lab> Both(int node, string rule) =>
        l => l.Network[node].Run($"iptables -w -I INPUT {rule}\niptables -w -I OUTPUT {rule}");

    private static Action<Lab> Everywhere(string rule) =>
        l => Parallel.ForEach(l.Network.Nodes, n => n.Run($"iptables -w -I INPUT {rule}\niptables -w -I OUTPUT {rule}"));

    private static void Split(Lab lab)
    {
        foreach (var node in lab.Network.Nodes.Take(2))
        {
            var others = string.Join(
                '\n',
                lab.Network.Nodes.Skip(2)
                    .Select(o => $"iptables -w -I INPUT -s {o.Host} {Overlay}\niptables -w -I OUTPUT -d {o.Host} {Overlay}")
            );
            node.Run(others);
        }
    }

    /// <summary>What the node sends goes without the overlay, so the overlay is not the way by which it would answer.</summary>
    private static void RpFilter(Lab lab)
    {
        var routes = string.Join(
            '\n',
            lab.Network.Nodes.Where(n => n.Index != 3)
                .Select(n => $"ip route replace 10.244.{n.Index}.0/24 via {n.Host} dev eth0 src 10.244.3.0")
        );
        lab.Network[3].Run("sysctl -qw net.ipv4.conf.all.rp_filter=1 net.ipv4.conf.flannel/1.rp_filter=1\n" + routes);
    }

    private static Action<Lab> Fdb(string address) =>
        l => l.Network[2].Run($"bridge fdb replace {l.Network[4].TunnelMac} dev flannel.1 dst {address}");

    private static void NoRoutes(Lab lab) =>
        lab.Network[3]
            .Run(string.Join('\n', Others(3).Select(i => $"ip route del 10.244.{i}.0/24\nip route add unreachable 10.244.{i}.0/24")));

    private static void Unroute(Lab lab) =>
        lab.Network[3].Run(string.Join('\n', Others(3).Select(i => $"ip route del unreachable 10.244.{i}.0/24 || true")));

    /// <summary>Node 5 got the pod network of node 4 too, and the others believe it: its canary gets what node 4's was to get.</summary>
    private static void Duplicate(Lab lab)
    {
        lab.Network[5]
            .Run("ip route replace 10.244.4.0/24 dev cni0\niptables -w -t nat -I PREROUTING -d 10.244.4.2 -j DNAT --to 10.244.5.2");
        foreach (var i in new[] { 1, 2, 3 })
            lab.Network[i].Run("ip route replace 10.244.4.0/24 via 10.244.5.0 dev flannel.1 onlink");
    }

    private static void Unduplicate(Lab lab) => lab.Network[5].Run("ip route del 10.244.4.0/24 dev cni0 || true");

    private static void Down(Lab lab)
    {
        lab.Kubelet(3).IsUp = false;
        lab.Network[3].Run("ip link set eth0 down");
        lab.Agents.Signal(lab.Network[3], "STOP");
    }

    private static void Up(Lab lab)
    {
        lab.Agents.Signal(lab.Network[3], "CONT");
        lab.Kubelet(3).IsUp = true;
    }

    private static void NewFlowsDropped(Lab lab) =>
        lab.Network[3]
            .Run(
                "iptables -w -t mangle -I PREROUTING ! -i cni0 -m conntrack --ctstate NEW -j DROP\n"
                    + "iptables -w -t mangle -I OUTPUT -m conntrack --ctstate NEW -j DROP"
            );

    private static void Deny(Lab lab)
    {
        lab.Policies.Add("default/deny-all");
        Parallel.ForEach(lab.Network.Nodes, n => n.Run("iptables -w -I FORWARD -p udp --dport 8473 -j DROP"));
    }

    /// <summary>A Service's endpoint moves from node 4 to node 5, and the rules of node 3 do not.</summary>
    private static void Freeze(Lab lab)
    {
        foreach (var node in lab.Network.Nodes)
        {
            var endpoint = lab.Network[node.Index == 3 ? 4 : 5];
            node.Run(
                $"iptables -w -t nat -A SERVICES -d {LabNetwork.MovingService} -p udp -j DNAT --to {endpoint.Canary}:{LabNetwork.PodPort}"
            );
        }
        lab.Operator.Move(lab.Network[5]);
    }

    private static void Starve(Lab lab) => lab.Starve(lab.Network[3]);

    private static void Feed(Lab lab) => lab.Feed();

    private static IEnumerable<int> Others(int node) => Enumerable.Range(1, LabNetwork.NodeCount).Where(i => i != node);
}
