namespace CniOperator.Sandbox.Options;

/// <summary>
/// How long a simulated kubelet takes. The defaults bring a dataplane up in one to two seconds where a real node takes tens:
/// probe delays and restart back-off are the real ones multiplied by <see cref="Scale"/>.
/// </summary>
public sealed record NodeTimings
{
    /// <summary>Factor for delays that come from manifests (probe delays and periods) and from the kubelet's own back-off.</summary>
    public double Scale { get; init; } = 0.1;

    /// <summary>Time to pull an image that the node does not have yet.</summary>
    public TimeSpan ImagePull { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Time to create a pod's sandbox, and again to start each container.</summary>
    public TimeSpan ContainerStart { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Time that an init container or a job runs before it exits.</summary>
    public TimeSpan InitRun { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Time from the deletion of a pod to the exit of its containers (never longer than the grace period).</summary>
    public TimeSpan Stop { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>First restart back-off before scaling (kubelet: 10 s, doubled up to <see cref="BackOffMax"/>).</summary>
    public TimeSpan BackOff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest restart back-off before scaling (kubelet: 300 s).</summary>
    public TimeSpan BackOffMax { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Period of the node lease's renewal (kubelet: a quarter of the 40 s lease).</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Silence after which a node becomes Unknown (kube-controller-manager's <c>--node-monitor-grace-period</c>, 50 s).</summary>
    public TimeSpan NodeMonitorGracePeriod { get; init; } = TimeSpan.FromSeconds(50);

    /// <summary>How long the kubelet waits after so many failures in a row.</summary>
    internal TimeSpan BackOffAfter(int failures)
    {
        var real = BackOff * Math.Pow(2, Math.Min(failures - 1, 10));
        return Scaled(real < BackOffMax ? real : BackOffMax);
    }

    internal TimeSpan Scaled(TimeSpan real, double slowness = 1) => real * Scale * slowness;
}
