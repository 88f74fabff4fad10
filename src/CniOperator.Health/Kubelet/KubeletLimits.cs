namespace CniOperator.Health.Kubelet;

/// <summary>From when on something of a kubelet is old.</summary>
public sealed record KubeletLimits
{
    /// <summary>Without a probe of the kubelet for so long, they do not arrive: two of its periods of 10 s and a half.</summary>
    public TimeSpan Witness { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>
    /// Without one for so long although the pod is Ready, the kubelet sends none: had it sent them, three would have failed (30 s), and the
    /// pod would not be Ready.
    /// </summary>
    public TimeSpan Stopped { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// A Lease as old as this is not renewed: the kubelet does it every 10 s, and after 40 s Kubernetes calls the node not ready.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(40);
}
