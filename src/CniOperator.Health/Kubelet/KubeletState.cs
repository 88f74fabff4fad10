namespace CniOperator.Health.Kubelet;

/// <summary>How a kubelet reaches the pods of its node.</summary>
public enum KubeletState : byte
{
    /// <summary>It cannot be told yet.</summary>
    Unknown,

    /// <summary>The kubelet reaches the canary.</summary>
    Healthy,

    /// <summary>The kubelet reaches the canary; the host's prober does not.</summary>
    OnlyHostProbeFails,

    /// <summary>The kubelet reaches the canary, but not the API server: its Lease is old.</summary>
    WithoutApi,

    /// <summary>Neither kubelet nor host reach the canary: the way from the node to its own pods is broken.</summary>
    NodeToLocalPodPath,

    /// <summary>The host reaches the canary and the kubelet does not: the kubelet itself, or a rule of the host for it.</summary>
    KubeletOrHostPolicy,

    /// <summary>The kubelet does not reach the canary; whether the host does, no one says.</summary>
    ProbeFails,

    /// <summary>The kubelet lives and does not probe any more, so its Ready is not worth much.</summary>
    StoppedProbing,

    /// <summary>The kubelet is gone: its Lease is old. Of the network nothing follows.</summary>
    KubeletDown,

    /// <summary>The canary is too late for itself: it gets no processor. Of the network nothing follows.</summary>
    CanaryStarved,

    /// <summary>The canary does not run, so nothing can be probed.</summary>
    CanaryNotRunning,
}
