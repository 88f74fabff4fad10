namespace CniOperator.Health.Kubelet;

/// <summary>What is known of one kubelet and the canary on its node.</summary>
public readonly record struct KubeletFacts
{
    /// <summary>The pod's condition Ready: the real way of the kubelet to the pod, both directions, up to 30 s late.</summary>
    public CanaryReadiness Canary { get; init; }

    /// <summary>
    /// How old the kubelet's last probe was when the canary reported, by the canary itself; negative when none ever came, <c>null</c> when
    /// the canary does not report.
    /// </summary>
    public TimeSpan? Witness { get; init; }

    /// <summary>The probes of the host's prober to the same canary: not the kubelet, but the kubelet's way.</summary>
    public Observed HostProbe { get; init; }

    /// <summary>Since the kubelet renewed its Lease; <c>null</c> when that is not known, as in an outage of the API server.</summary>
    public TimeSpan? Lease { get; init; }

    /// <summary>The canary's probes of itself: late when it gets no processor.</summary>
    public Observed SelfTest { get; init; }
}
