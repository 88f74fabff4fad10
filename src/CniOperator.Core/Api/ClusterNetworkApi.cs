namespace CniOperator.Core.Api;

/// <summary>The names of the contract: group, version, labels, annotations and the field manager. Users' tools rely on them.</summary>
public static class ClusterNetworkApi
{
    /// <summary>The API group.</summary>
    public const string Group = "cni-operator.io";

    /// <summary>The served version.</summary>
    public const string Version = "v1alpha1";

    /// <summary>Group and version, as objects state it.</summary>
    public const string ApiVersion = Group + "/" + Version;

    /// <summary>The kind.</summary>
    public const string Kind = "ClusterNetwork";

    /// <summary>The resource's plural.</summary>
    public const string Plural = "clusternetworks";

    /// <summary>The name of the CustomResourceDefinition.</summary>
    public const string CrdName = Plural + "." + Group;

    /// <summary>The field manager of every server-side apply.</summary>
    public const string FieldManager = "cni-operator";

    /// <summary>Where the operator itself runs.</summary>
    public const string OperatorNamespace = "cni-operator-system";

    /// <summary>Label that says who manages an object; its value is <see cref="FieldManager"/>.</summary>
    public const string ManagedByLabel = "app.kubernetes.io/managed-by";

    /// <summary>Label that carries the ClusterNetwork's name.</summary>
    public const string NetworkLabel = Group + "/cluster-network";

    /// <summary>Label that carries the addon's name.</summary>
    public const string AddonLabel = Group + "/addon";

    /// <summary>The condition of nodes that health verdicts write.</summary>
    public const string NodeCondition = "NetworkHealthy";

    /// <summary>
    /// Annotation on an object that was written again because its effect stayed away: how often in a row, a slash, and when.
    /// </summary>
    public const string TouchedAnnotation = Group + "/touched";

    /// <summary>
    /// Annotation, <c>"true"</c>, on an object that pods fill: it stays when its ClusterNetwork goes, and is never pruned.
    /// </summary>
    public const string KeepAnnotation = Group + "/keep";

    /// <summary>
    /// Annotation on a ClusterNetwork: how many nodes an autoscaler may grow the cluster to, its <c>--max-nodes-total</c>.
    /// </summary>
    public const string MaxNodesAnnotation = Group + "/max-nodes";

    /// <summary>The finalizer that holds a ClusterNetwork with <c>deletionPolicy: Remove</c> until it is uninstalled.</summary>
    public const string UninstallFinalizer = Group + "/uninstall";

    /// <summary>Annotation on pod templates that rolls pods when their configuration changes.</summary>
    public const string HashAnnotation = Group + "/hash";
}
