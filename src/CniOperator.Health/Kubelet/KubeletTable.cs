namespace CniOperator.Health.Kubelet;

/// <summary>
/// What the kubelet's probe, its witness, the host's probe, the Lease and the canary's probe of itself mean together. No single one is
/// enough: Ready stays True when the kubelet dies, the Lease says nothing of pods, and a starved canary looks like a broken network.
/// </summary>
public static class KubeletTable
{
    /// <summary>The state that the facts of a node mean.</summary>
    public static KubeletState Judge(in KubeletFacts facts, KubeletLimits limits)
    {
        var arrives = Arrives(facts.Witness, limits);
        if (facts.Lease is { } lease && lease > limits.Lease)
            return arrives == Observed.Well ? KubeletState.WithoutApi : KubeletState.KubeletDown;
        return facts.Canary switch
        {
            CanaryReadiness.NotRunning => KubeletState.CanaryNotRunning,
            CanaryReadiness.NotReady => Failing(facts),
            CanaryReadiness.Ready => Ready(facts, arrives, limits),
            _ => KubeletState.Unknown,
        };
    }

    /// <summary>Whether the kubelet reaches its pods in this state; <see cref="Observed.Unknown"/> where that does not follow.</summary>
    public static Observed Reaches(KubeletState state) =>
        state switch
        {
            KubeletState.Healthy or KubeletState.OnlyHostProbeFails or KubeletState.WithoutApi => Observed.Well,
            KubeletState.NodeToLocalPodPath or KubeletState.KubeletOrHostPolicy or KubeletState.ProbeFails => Observed.Bad,
            _ => Observed.Unknown,
        };

    /// <summary>The state in words: what was seen, and what follows.</summary>
    public static string Explain(KubeletState state) =>
        state switch
        {
            KubeletState.Healthy => "the kubelet's readiness probes reach the canary",
            KubeletState.OnlyHostProbeFails => "the kubelet's readiness probes reach the canary; UDP from the host's network does not",
            KubeletState.WithoutApi => "the kubelet's readiness probes reach the canary, but its Lease is not renewed",
            KubeletState.NodeToLocalPodPath => "neither the kubelet nor the host's prober reach the canary on their own node",
            KubeletState.KubeletOrHostPolicy => "the host's prober reaches the canary and the kubelet's readiness probe does not",
            KubeletState.ProbeFails => "the kubelet's readiness probe of the canary fails; the host's prober does not report",
            KubeletState.StoppedProbing => "the canary is Ready, but the kubelet has not probed it for a minute",
            KubeletState.KubeletDown => "the kubelet does not renew its Lease; nothing is known of the network",
            KubeletState.CanaryStarved => "the canary is late even for itself: it gets too little processor",
            KubeletState.CanaryNotRunning => "the canary does not run",
            _ => "too little is known of the kubelet and the canary",
        };

    private static Observed Arrives(TimeSpan? witness, KubeletLimits limits) =>
        witness is not { } age ? Observed.Unknown
        : age < TimeSpan.Zero || age > limits.Witness ? Observed.Bad
        : Observed.Well;

    private static KubeletState Failing(in KubeletFacts facts) =>
        facts.SelfTest == Observed.Bad
            ? KubeletState.CanaryStarved
            : facts.HostProbe switch
            {
                Observed.Bad => KubeletState.NodeToLocalPodPath,
                Observed.Well => KubeletState.KubeletOrHostPolicy,
                _ => KubeletState.ProbeFails,
            };

    private static KubeletState Ready(in KubeletFacts facts, Observed arrives, KubeletLimits limits) =>
        (arrives, facts.HostProbe) switch
        {
            (Observed.Well, Observed.Bad) => KubeletState.OnlyHostProbeFails,
            (Observed.Well, _) => KubeletState.Healthy,
            // The witness sees it before the kubelet has failed three times and says so.
            (Observed.Bad, _) => NotArriving(facts, limits),
            // Without a witness Ready counts, as far as a Lease shows that the kubelet lives.
            (_, Observed.Bad) => KubeletState.Unknown,
            _ => facts.Lease is null ? KubeletState.Unknown : KubeletState.Healthy,
        };

    private static KubeletState NotArriving(in KubeletFacts facts, KubeletLimits limits)
    {
        if (facts.SelfTest == Observed.Bad)
            return KubeletState.CanaryStarved;
        if (facts.HostProbe == Observed.Bad)
            return KubeletState.NodeToLocalPodPath;
        // Without a Lease it may be that the kubelet is gone.
        if (facts.Lease is null)
            return KubeletState.Unknown;
        var stopped = facts.Witness < TimeSpan.Zero || facts.Witness > limits.Stopped;
        if (stopped)
            return KubeletState.StoppedProbing;
        return facts.HostProbe == Observed.Well ? KubeletState.KubeletOrHostPolicy : KubeletState.Unknown;
    }
}
