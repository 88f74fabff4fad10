namespace CniOperator.Health.Verdicts;

/// <summary>What kind of fault it is, as far as probes and facts tell them apart.</summary>
public enum FaultClass : byte
{
    /// <summary>Pods do not reach it, and nothing says why.</summary>
    Unreachable,

    /// <summary>The node is down: it answers nothing, and its kubelet is silent.</summary>
    NodeDown,

    /// <summary>The node answers nothing by its own address either: what is beneath the pod network is broken.</summary>
    UnderlayDown,

    /// <summary>Nodes reach each other, and pods do not: what the overlay is carried by is blocked.</summary>
    OverlayBlocked,

    /// <summary>The same in one direction.</summary>
    OverlayOneWay,

    /// <summary>There is no route to the pods of another node.</summary>
    RouteMissing,

    /// <summary>Another node answers: two have one pod network, or the route leads to the wrong one.</summary>
    WrongNodeAnswers,

    /// <summary>What pods send is dropped while what the host sends passes: the host forwards nothing.</summary>
    ForwardDropped,

    /// <summary>One pod of the node is cut off, another is not.</summary>
    OnePodCutOff,

    /// <summary>Others do not reach the node's pods, which reach them.</summary>
    InboundBlocked,

    /// <summary>The node's pods do not reach others, which reach them.</summary>
    OutboundBlocked,

    /// <summary>The sender has no port or buffer left.</summary>
    NoResources,

    /// <summary>The sender's own host forbids to send.</summary>
    ForbiddenBySender,

    /// <summary>The prober gets too little processor to tell.</summary>
    ProberStarved,

    /// <summary>A part of the packets is lost.</summary>
    PacketLoss,

    /// <summary>The receiver sees another source address than the sender has.</summary>
    AddressTranslated,

    /// <summary>Pods of one node do not reach each other.</summary>
    SameNodeBroken,

    /// <summary>A NetworkPolicy keeps the probes away; nothing is known of the network.</summary>
    PolicyBlocked,

    /// <summary>The cluster has fallen into parts that do not reach each other.</summary>
    NetworkSplit,

    /// <summary>Two agents claim to be on one node.</summary>
    TwoAgents,

    /// <summary>Large packets vanish.</summary>
    MtuBlackHole,

    /// <summary>Packets of the pods' MTU are refused as too large.</summary>
    MtuTooLarge,

    /// <summary>Single large packets pass, and a stream of them does not.</summary>
    SegmentationBroken,

    /// <summary>The kubelet is silent.</summary>
    KubeletDown,

    /// <summary>Neither kubelet nor host reach the node's own pods.</summary>
    NodeToLocalPodPath,

    /// <summary>The host reaches the node's pods and the kubelet does not.</summary>
    KubeletOrHostPolicy,

    /// <summary>The kubelet does not reach the node's pods; of the host nothing is known.</summary>
    KubeletProbeFails,

    /// <summary>The kubelet lives and probes no more.</summary>
    KubeletStoppedProbing,

    /// <summary>No Service works on the node, while pods are reached by their own addresses.</summary>
    ServiceRulesMissing,

    /// <summary>A Service still leads to an endpoint that it no longer has.</summary>
    ServiceStale,

    /// <summary>A pod does not reach itself by a Service.</summary>
    HairpinBroken,

    /// <summary>A Service does not lead to a pod of the same node.</summary>
    ServiceToLocalPod,

    /// <summary>A Service does not lead to a pod of another node, which is reached by its own address.</summary>
    ServiceToRemotePod,

    /// <summary>Services work from pods and not from the host.</summary>
    HostToService,

    /// <summary>The cluster DNS does not answer, not even by its pods' addresses.</summary>
    DnsDown,

    /// <summary>The pods of the cluster DNS answer, and its Service does not.</summary>
    DnsService,

    /// <summary>What a NetworkPolicy denies passes.</summary>
    PolicyNotEnforced,

    /// <summary>What a NetworkPolicy allows does not pass.</summary>
    PolicyTooStrict,

    /// <summary>Pods do not start on the node.</summary>
    PodsDoNotStart,
}
