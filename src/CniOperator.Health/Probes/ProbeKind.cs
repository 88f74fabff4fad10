namespace CniOperator.Health.Probes;

/// <summary>What a probe goes from, to, and how. The numbers are on the wire and never change.</summary>
public enum ProbeKind : byte
{
    /// <summary>Canary to the canary of another node, an edge of the fixed graph: small UDP.</summary>
    PodToPod = 1,

    /// <summary>The same to a node that changes each round, so that every pair is tried after a while.</summary>
    PodToPodRoaming = 2,

    /// <summary>UDP that must not be fragmented, as large as the pod's MTU, along a fixed edge.</summary>
    PodToPodFullSize = 3,

    /// <summary>64 KiB over TCP along a fixed edge: what segmentation offload does.</summary>
    PodToPodBulk = 4,

    /// <summary>Canary to the second canary of its own node.</summary>
    PodToPodSameNode = 5,

    /// <summary>From the host's network to the canary of the same node, as the kubelet goes.</summary>
    HostToLocalPod = 6,

    /// <summary>From the host's network to the canary of another node.</summary>
    HostToRemotePod = 7,

    /// <summary>Canary to a Service whose endpoint is on the same node.</summary>
    ServiceLocal = 8,

    /// <summary>Canary to a Service whose endpoint is on another node.</summary>
    ServiceRemote = 9,

    /// <summary>Canary to a Service whose endpoint it is itself.</summary>
    ServiceHairpin = 10,

    /// <summary>From the host's network to a Service.</summary>
    HostToService = 11,

    /// <summary>A name of the cluster asked of the cluster DNS by its Service.</summary>
    DnsByService = 12,

    /// <summary>The same asked of a DNS pod by its own address.</summary>
    DnsDirect = 13,

    /// <summary>From host to host by the nodes' own addresses: the control that tells the pod network from what is beneath it.</summary>
    Underlay = 14,

    /// <summary>Canary to a port that a NetworkPolicy allows.</summary>
    PolicyAllowed = 15,

    /// <summary>Canary to a port that a NetworkPolicy denies: well when nothing comes back.</summary>
    PolicyDenied = 16,

    /// <summary>A canary to itself by its loopback: late when the canary starves.</summary>
    SelfTest = 17,

    /// <summary>From the host's network to the second canary of the same node: tells one pod that is cut off from a node that is.</summary>
    HostToLocalEcho = 18,
}
