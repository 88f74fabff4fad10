namespace CniOperator.Runtime.Abstractions;

/// <summary>How the engine runs. Built by <see cref="OperatorSettingsBuilder"/>.</summary>
public sealed record OperatorSettings
{
    /// <summary>The operator's name: user agent, Event source, field manager, the Lease's name.</summary>
    public string Name { get; init; } = "kubernetesoperator";

    /// <summary>The operator's version, for the user agent.</summary>
    public string Version { get; init; } = "0.0.0";

    /// <summary>
    /// The namespace the operator runs in: where its Lease lives, and its Events about cluster-scoped objects fall back to <c>default</c>.
    /// </summary>
    public string Namespace { get; init; } = "default";

    /// <summary>Whether to elect a leader.</summary>
    public LeaderElectionType LeaderElectionType { get; init; } = LeaderElectionType.None;

    /// <summary>
    /// This replica's identity in the Lease, which no other living process may have. Empty: of the pod, from <c>POD_NAME</c> and
    /// <c>POD_UID</c>, so that a restarted container resumes its own lease at once; outside of a pod the host's name and a random suffix.
    /// </summary>
    public string Identity { get; init; } = "";

    /// <summary>
    /// How long a Lease is valid that is not renewed. When the leader has not renewed it for so long, its writes are cancelled.
    /// </summary>
    public TimeSpan LeaderElectionLeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long the leader tries to renew, requests and retries included, before it gives up. Less than the lease duration.
    /// </summary>
    public TimeSpan LeaderElectionRenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The pause between two attempts.</summary>
    public TimeSpan LeaderElectionRetryPeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many objects of one kind are reconciled at once; one object never more than once.</summary>
    public int MaxParallelReconciliations { get; init; } = 1;

    /// <summary>The longest a reconcile may take before it is cancelled and counted as a timeout; <c>null</c>: no limit.</summary>
    public TimeSpan? ReconcileTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a stop waits for reconciles to end.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where <c>/metrics</c> is served, <c>host:port</c>; <c>:0</c> picks a port, empty serves nothing.</summary>
    public string MetricsAddress { get; init; } = ":8080";

    /// <summary>
    /// Where <c>/healthz</c> and <c>/readyz</c> are served, <c>host:port</c>; <c>:0</c> picks a port, empty serves nothing.
    /// </summary>
    public string ProbesAddress { get; init; } = ":8081";

    /// <summary>
    /// The reasons of Events that report the state of their object, so that each makes the one before it untrue: as <c>Ready</c> and
    /// <c>NotReady</c>. They have a budget of their own, and the newest one is written in any case, be it later.
    /// </summary>
    public IReadOnlySet<string> StateEvents { get; init; } = new HashSet<string>();
}
