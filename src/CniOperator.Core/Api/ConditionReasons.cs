namespace CniOperator.Core.Api;

/// <summary>
/// The reasons that conditions carry: stable words for machines. <c>docs/conditions.md</c> says of each what to do; a test holds both
/// equal.
/// </summary>
public static class ConditionReasons
{
    /// <summary>Everything that is asked for is there.</summary>
    public const string Ready = "Ready";

    /// <summary>An older ClusterNetwork is active.</summary>
    public const string Superseded = "Superseded";

    /// <summary>This process takes no reports of health agents.</summary>
    public const string NotObserved = "NotObserved";

    /// <summary>The spec switches health agents off.</summary>
    public const string HealthDisabled = "HealthDisabled";

    /// <summary>No health agent has reported yet.</summary>
    public const string Starting = "Starting";

    /// <summary>The addresses are in order.</summary>
    public const string Valid = "Valid";

    /// <summary>The addresses cannot work.</summary>
    public const string Invalid = "Invalid";

    /// <summary>The addresses have findings that the user accepts.</summary>
    public const string Acknowledged = "Acknowledged";

    /// <summary>The spec cannot be read, so nothing can be said of its addresses.</summary>
    public const string SpecUnreadable = "SpecUnreadable";

    /// <summary>Every object is as rendered.</summary>
    public const string Applied = "Applied";

    /// <summary>Objects are about to be applied.</summary>
    public const string Applying = "Applying";

    /// <summary>The cluster's objects are not all read yet.</summary>
    public const string Observing = "Observing";

    /// <summary>The spec cannot work and is not applied.</summary>
    public const string InvalidSpec = "InvalidSpec";

    /// <summary>Taking over what runs already would change the network, and nothing is applied to it.</summary>
    public const string WouldChangeNetwork = "WouldChangeNetwork";

    /// <summary>An object has a field that no one can change, with another value.</summary>
    public const string ImmutableField = "ImmutableField";

    /// <summary><c>managementState: Paused</c> leaves something undone.</summary>
    public const string Paused = "Paused";

    /// <summary>The API server's RBAC refuses a request.</summary>
    public const string Forbidden = "Forbidden";

    /// <summary>An admission webhook or policy refuses an object.</summary>
    public const string Denied = "Denied";

    /// <summary>The API server cannot reach an admission webhook.</summary>
    public const string WebhookUnavailable = "WebhookUnavailable";

    /// <summary>The API server finds an object invalid.</summary>
    public const string Rejected = "Rejected";

    /// <summary>The API server does not serve a CustomResourceDefinition yet, and what needs it waits.</summary>
    public const string DefinitionNotServed = "DefinitionNotServed";

    /// <summary>Another controller changes back what the operator repairs, again and again.</summary>
    public const string Contested = "Contested";

    /// <summary>An object in the cluster belongs to another addon.</summary>
    public const string ForeignObject = "ForeignObject";

    /// <summary>The API server does not know the kind of an object.</summary>
    public const string KindNotServed = "KindNotServed";

    /// <summary>The API server did not answer.</summary>
    public const string ApiServerUnavailable = "ApiServerUnavailable";

    /// <summary>The API server answered with an error that may go by itself.</summary>
    public const string ApplyFailed = "ApplyFailed";

    /// <summary>The ClusterNetwork is being deleted, and its dataplane with it.</summary>
    public const string Uninstalling = "Uninstalling";

    /// <summary>Another dataplane runs on the nodes.</summary>
    public const string SecondDataplane = "SecondDataplane";

    /// <summary>Pods run that the network before this one started.</summary>
    public const string FormerPods = "FormerPods";

    /// <summary>No other dataplane is seen.</summary>
    public const string Alone = "Alone";

    /// <summary>There is nothing that could run.</summary>
    public const string NothingRendered = "NothingRendered";

    /// <summary>The dataplane's workload does not exist yet.</summary>
    public const string WorkloadMissing = "WorkloadMissing";

    /// <summary>The dataplane's workload runs and was not taken over yet.</summary>
    public const string NotTakenOver = "NotTakenOver";

    /// <summary>The dataplane's pods come up.</summary>
    public const string Progressing = "Progressing";

    /// <summary>Some of the dataplane's pods have trouble.</summary>
    public const string PodsFailing = "PodsFailing";

    /// <summary>Some of the dataplane's pods run, and with something that is no longer so: they are restarted in turn.</summary>
    public const string PodsOutdated = "PodsOutdated";

    /// <summary>The rollout stands still for longer than it may.</summary>
    public const string ProgressDeadlineExceeded = "ProgressDeadlineExceeded";

    /// <summary>The dataplane runs on nodes that say all the same that pods get no network.</summary>
    public const string NodesNotServed = "NodesNotServed";

    /// <summary>The dataplane runs on every node that counts.</summary>
    public const string Available = "Available";

    /// <summary>The dataplane runs, and ordinary pods get no network from its plugin.</summary>
    public const string PodsWithoutNetwork = "PodsWithoutNetwork";

    /// <summary>Data went with an object that was deleted, and no one has acknowledged that.</summary>
    public const string DataLost = "DataLost";

    /// <summary>The dataplane has not acted on an applied object yet, or has lost it.</summary>
    public const string EffectMissing = "EffectMissing";

    /// <summary>A watch is refused by RBAC.</summary>
    public const string WatchForbidden = "WatchForbidden";

    /// <summary>A watched kind is not served.</summary>
    public const string WatchNotServed = "WatchNotServed";

    /// <summary>The API server does not accept the operator's credentials.</summary>
    public const string WatchUnauthorized = "WatchUnauthorized";

    /// <summary>A watch gets no answer, or an error.</summary>
    public const string WatchUnavailable = "WatchUnavailable";

    /// <summary>A watched object does not fit its type.</summary>
    public const string WatchUnreadable = "WatchUnreadable";

    /// <summary>A watch has not delivered its objects yet.</summary>
    public const string WatchNotSynced = "WatchNotSynced";

    /// <summary>There is no node on which the dataplane could run.</summary>
    public const string NoNodes = "NoNodes";

    /// <summary>No node that counts has a kubelet that reports, so nothing is known of the dataplane.</summary>
    public const string NodesSilent = "NodesSilent";
}
