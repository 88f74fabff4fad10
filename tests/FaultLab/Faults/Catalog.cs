using CniOperator.FaultLab.Network;
using CniOperator.Health.Reports;
using CniOperator.Health.Tests.Simulation;
using CniOperator.Health.Verdicts;
using static CniOperator.FaultLab.Faults.Damage;

namespace CniOperator.FaultLab.Faults;

/// <summary>Every fault that namespaces can show. Node 3 breaks, or the way between nodes 2 and 4.</summary>
internal static class Catalog
{
    private const string Cluster = "cluster";
    private const string Node = "node-3";
    private const string Link = "node-2 - node-4";

    /// <summary>Each of them, in the order in which they are run.</summary>
    internal static IReadOnlyList<LabFault> All =>
        [
            new("none-hour", "100 simulated nodes, an hour in which 0.1 % of all packets are lost", [], "", _ => { }) { Simulate = Hour },
            new("none", "nothing is broken", [], "", _ => { }) { Limit = 6 },
            .. OfLoss,
            .. OfServices,
            .. OfKubelets,
            .. OfPods,
            .. OfTheOverlay,
            .. OfNodes,
            .. AtLast,
        ];

    private static readonly LabFault[] OfTheOverlay =
    [
        new("overlay-blocked", "VXLAN's port is dropped both ways", [FaultClass.OverlayBlocked], Node, Both(3, Overlay)),
        new("overlay-one-way", "VXLAN's port is dropped on its way in", [FaultClass.OverlayOneWay], Node, In(3, Overlay)),
        new("overlay-down", "VXLAN's port is dropped on all nodes", [FaultClass.OverlayBlocked], Cluster, Everywhere(Overlay)),
        new("split", "nodes 1 and 2 do not reach 3, 4 and 5", [FaultClass.NetworkSplit], Cluster, Split),
        new("mtu-black-hole", "VXLAN over 1,400 bytes is lost", [FaultClass.MtuBlackHole], Node, Both(3, Long)),
        new("mtu-too-large", "the overlay's interface carries less than pods assume", [FaultClass.MtuTooLarge], Node, l =>
            l.Network[3].Run("ip link set flannel.1 mtu 1400")
        ),
        new("segmentation", "large segments of streams are lost", [FaultClass.SegmentationBroken], Node, l =>
            l.Network[3].Run($"iptables -w -I FORWARD -p tcp --dport {LabNetwork.PodPort} -m length --length 600:65535 -j DROP")
        ),
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

    /// <summary>These are said until the minute that agents report is clean again. What comes after them must be seen besides.</summary>
    private static readonly LabFault[] OfLoss =
    [
        new("loss-30", "30 % of what comes in by the overlay is lost", [FaultClass.PacketLoss], Node, In(3, Lossy(0.3)))
        {
            Limit = 120,
            Lingers = true,
        },
        new("loss-5", "5 % of the overlay is lost, each way", [FaultClass.PacketLoss], "node-5", Both(5, Lossy(0.05)))
        {
            Limit = 240,
            Lingers = true,
        },
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
        new(
            "agent-starved",
            "the canary gets a tenth of its time",
            [FaultClass.ProberStarved, FaultClass.OnePodCutOff],
            Node,
            Starve,
            Feed
        ),
        new(
            "agent-stopped",
            "the canary is stopped (SIGSTOP)",
            [FaultClass.OnePodCutOff],
            Node,
            l => l.Agents.Signal(l.Network[3], AgentRole.Canary, "STOP"),
            l => l.Agents.Signal(l.Network[3], AgentRole.Canary, "CONT")
        ),
        new("forwarding-off", "the host forwards nothing (ip_forward=0)", [FaultClass.ForwardDropped], Node, l =>
            l.Network[3].Run("sysctl -qw net.ipv4.ip_forward=0")
        ),
        new("duplicate-ip", "another node has its address too", [FaultClass.WrongNodeAnswers], Node, DoubleAddress, SingleAddress),
    ];

    private static readonly LabFault[] OfKubelets =
    [
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
        new(
            "kubelet-hangs",
            "the kubelet lives and no longer probes",
            [FaultClass.KubeletStoppedProbing],
            Node,
            l => l.Kubelet(3).Probes = false,
            l => l.Kubelet(3).Probes = true
        ),
        new("host-to-pod", "the host does not reach its own pods", [FaultClass.NodeToLocalPodPath], Node, l =>
            l.Network[3].Run("iptables -w -I OUTPUT -o cni0 -j DROP")
        ),
    ];

    private static readonly LabFault[] OfPods =
    [
        new("veth-gone", "the canary's interface is down", [FaultClass.OnePodCutOff], Node, l =>
            l.Network[3].Run("ip link set veth-c down")
        ),
        new(
            "duplicate-mac",
            "both pods of a node have one hardware address",
            [FaultClass.OnePodCutOff, FaultClass.SameNodeBroken],
            Node,
            DoubleMac,
            SingleMac
        ),
        new("egress-forbidden", "a filter forbids the canary to send", [FaultClass.ForbiddenBySender], Node, Forbid, Allow),
        new("ports-exhausted", "the canary gets no source port", [FaultClass.NoResources], Node, TakePorts, GivePorts),
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
        new("local-service", "a Service does not lead to a pod of its node", [FaultClass.ServiceToLocalPod], Node, l =>
            l.Network[3].Run("iptables -w -I FORWARD -m conntrack --ctstate DNAT -d 10.244.3.3 -j DROP")
        ),
        new("host-to-service", "Services are not translated for the host", [FaultClass.HostToService], Node, l =>
            l.Network[3].Run("iptables -w -t nat -D OUTPUT -j SERVICES")
        ),
        new("dns-down", "the cluster DNS does not answer", [FaultClass.DnsDown], Cluster, l => l.Dns.IsUp = false, l => l.Dns.IsUp = true),
        new("dns-service", "the DNS Service has no rule", [FaultClass.DnsService], Node, l =>
            l.Network[3].Run("iptables -w -t nat -D SERVICES -d 10.96.0.10 -p udp -j DNAT --to 10.244.1.3:53")
        ),
    ];

    private static FaultClass[] Ways => [FaultClass.OverlayOneWay, FaultClass.Unreachable];

    /// <summary>An hour in fast time.</summary>
    private static string Hour()
    {
        var verdicts = Scenarios.Idle(100, hours: 1, loss: 0.001, seed: 1);
        return string.Join(", ", verdicts.Select(v => $"{v.Value} {v.Key} verdicts"));
    }
}
