namespace CniOperator.Health.Verdicts;

/// <summary>What each class of faults is called, and what to do about it.</summary>
public static class FaultGuide
{
    private static readonly Dictionary<FaultClass, (string Title, string Hint)> Entries = new()
    {
        [FaultClass.Unreachable] = (
            "its pods are not reached",
            "look at the dataplane's pod on the node and its log, then at routes and filters of the node"
        ),
        [FaultClass.NodeDown] = (
            "the node is down",
            "look at the machine's console and its power; drain or delete the node if it stays away"
        ),
        [FaultClass.UnderlayDown] = (
            "the node is not reached by its own address either",
            "the fault is beneath the pod network: check the node's interface, cable or cloud network, its routes and security groups"
        ),
        [FaultClass.OverlayBlocked] = (
            "nodes reach each other, their pods do not",
            "check that firewalls and security groups let the overlay pass (VXLAN UDP 8472 or 4789, IPIP protocol 4, WireGuard UDP 51820), and that keys and neighbour entries are current"
        ),
        [FaultClass.OverlayOneWay] = (
            "pod traffic passes in one direction only",
            "compare the firewalls of both sides, and look for asymmetric routes and strict rp_filter (net.ipv4.conf.*.rp_filter=1)"
        ),
        [FaultClass.RouteMissing] = (
            "no route to pods of other nodes",
            "look at 'ip route' on the node and at what writes it: flanneld, BIRD (BGP, TCP 179) or the cloud's route table"
        ),
        [FaultClass.WrongNodeAnswers] = (
            "another node answers in its place",
            "look for two nodes with the same pod CIDR ('kubectl get nodes -o custom-columns=NAME:.metadata.name,CIDR:.spec.podCIDRs'), for stale routes and a duplicate address"
        ),
        [FaultClass.ForwardDropped] = (
            "the host drops what pods send to other nodes",
            "look at 'iptables -S FORWARD' (a policy DROP, as Docker sets it) and at net.ipv4.ip_forward on the node"
        ),
        [FaultClass.OnePodCutOff] = (
            "one pod is cut off, another pod of the node is not",
            "its interface or route is gone, or the process does not run: delete the canary's pod, and look at what deletes interfaces if it comes back"
        ),
        [FaultClass.InboundBlocked] = (
            "others do not reach its pods, which reach others",
            "look for a filter on what comes in at the node, and at its connection tracking table (nf_conntrack_count)"
        ),
        [FaultClass.OutboundBlocked] = (
            "its pods do not reach others, which reach them",
            "look for a filter on what goes out of the node, and at its connection tracking table (nf_conntrack_count)"
        ),
        [FaultClass.NoResources] = (
            "the node has no ports or buffers left",
            "look at 'ss -s', net.ipv4.ip_local_port_range, nf_conntrack_max and neighbour table limits (gc_thresh3) on the node"
        ),
        [FaultClass.ForbiddenBySender] = (
            "the node itself forbids its pods to send",
            "look for a filter on the node's way out, an egress policy, and a full connection tracking table ('nf_conntrack: table full' in dmesg)"
        ),
        [FaultClass.ProberStarved] = (
            "the agent gets too little processor to tell",
            "not the network: look at the node's load and pressure (/proc/pressure/cpu), and at limits of the agent's pod"
        ),
        [FaultClass.PacketLoss] = (
            "packets are lost",
            "look at drops and errors of the node's interfaces ('ip -s link'), at its load, and at the switch port or the cloud's limits"
        ),
        [FaultClass.AddressTranslated] = (
            "pods are seen with another address than theirs",
            "something translates addresses between pods: look at masquerading rules, and at the networks they exclude"
        ),
        [FaultClass.SameNodeBroken] = (
            "pods of the node do not reach each other",
            "look at the node's bridge or its pods' routes, and at filters that bridged packets pass (br_netfilter)"
        ),
        [FaultClass.PolicyBlocked] = (
            "a NetworkPolicy keeps the probes away",
            "not a fault of the network: exempt the health agents from the policy, or disable health"
        ),
        [FaultClass.NetworkSplit] = (
            "the cluster has fallen apart",
            "nodes of one part reach each other and not the rest: look for what the parts have in common (rack, switch, zone, subnet)"
        ),
        [FaultClass.TwoAgents] = (
            "two agents claim to be on this node",
            "look for a machine that was cloned with its kubelet's identity, and for a second agent started by hand"
        ),
        [FaultClass.MtuBlackHole] = (
            "large packets vanish",
            "the path carries less than the pods' MTU: lower the MTU of the pod network, or raise the one beneath, and let ICMP 'fragmentation needed' pass"
        ),
        [FaultClass.MtuTooLarge] = (
            "packets of the pods' MTU are refused as too large",
            "an interface of the node has a smaller MTU than the pod network assumes: compare 'ip link' on the nodes"
        ),
        [FaultClass.SegmentationBroken] = (
            "large streams stall while single large packets pass",
            "try with segmentation offload off ('ethtool -K IFACE tx off gso off tso off') and update the driver or the kernel"
        ),
        [FaultClass.KubeletDown] = ("the kubelet is silent", "look at 'systemctl status kubelet' and its log on the node"),
        [FaultClass.NodeToLocalPodPath] = (
            "the node does not reach its own pods",
            "look at the routes and interfaces to the node's own pods, and at filters in INPUT and OUTPUT"
        ),
        [FaultClass.KubeletOrHostPolicy] = (
            "the host reaches its pods and the kubelet does not",
            "look at the Events 'Unhealthy' of pods on the node, and for a host policy or firewall that stops the kubelet"
        ),
        [FaultClass.KubeletProbeFails] = ("the kubelet does not reach its pods", "look at the Events 'Unhealthy' of pods on the node"),
        [FaultClass.KubeletStoppedProbing] = ("the kubelet no longer probes pods", "restart the kubelet of the node; keep its log"),
        [FaultClass.ServiceRulesMissing] = (
            "no Service works",
            "look at kube-proxy on the node, its log and its rules ('iptables-save | grep KUBE-', 'ipvsadm -Ln', 'nft list table ip kube-proxy')"
        ),
        [FaultClass.ServiceStale] = (
            "Services lead to endpoints that are gone",
            "kube-proxy does not follow: look at its log, its connection to the API server, and restart it"
        ),
        [FaultClass.HairpinBroken] = (
            "a pod does not reach itself by its Service",
            "turn hairpin mode on (hairpinMode of the CNI configuration, or a promiscuous bridge)"
        ),
        [FaultClass.ServiceToLocalPod] = (
            "Services do not lead to pods of the same node",
            "load br_netfilter and set net.bridge.bridge-nf-call-iptables=1 on the node"
        ),
        [FaultClass.ServiceToRemotePod] = (
            "Services do not lead to pods of other nodes",
            "pods are reached by their own addresses: look at translated packets, first at checksum offload of the overlay's interface ('ethtool -K flannel.1 tx-checksum-ip-generic off')"
        ),
        [FaultClass.HostToService] = (
            "Services work from pods and not from the host",
            "look at rules in OUTPUT on the node, and at checksum offload of the overlay's interface"
        ),
        [FaultClass.DnsDown] = (
            "the cluster DNS does not answer",
            "look at the pods of the cluster DNS ('kubectl -n kube-system get pods -l k8s-app=kube-dns') and their logs"
        ),
        [FaultClass.DnsService] = (
            "the pods of the cluster DNS answer, its Service does not",
            "look at the Service kube-dns, its EndpointSlices, and at kube-proxy"
        ),
        [FaultClass.PolicyNotEnforced] = (
            "what a NetworkPolicy denies passes",
            "the policy controller does not do its work on the node: look at its pod and log"
        ),
        [FaultClass.PolicyTooStrict] = (
            "what a NetworkPolicy allows does not pass",
            "look at the policy controller's log on the node, and for policies that select the canaries"
        ),
        [FaultClass.PodsDoNotStart] = (
            "pods do not start",
            "look at the Events of the canary's pod: no addresses left, a CNI plugin or its configuration that is missing, or an image that cannot be pulled"
        ),
    };

    /// <summary>What the fault is, in a few words.</summary>
    public static string Title(FaultClass fault) => Entries[fault].Title;

    /// <summary>What to look at and to do.</summary>
    public static string Hint(FaultClass fault) => Entries[fault].Hint;
}
