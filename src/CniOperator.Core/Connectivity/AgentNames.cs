using CniOperator.Core.Api;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Connectivity;

/// <summary>The agents' objects, all in the operator's namespace, and the ports that they use.</summary>
public static class AgentNames
{
    /// <summary>The value of their label <see cref="ClusterNetworkApi.AddonLabel"/>: they are of no addon.</summary>
    public const string Component = "health-agents";

    /// <summary>The label that tells the three kinds of pods: <c>canary</c>, <c>echo</c> or <c>prober</c>.</summary>
    public const string RoleLabel = "cni-operator.io/agent";

    /// <summary>Where agents listen, UDP and TCP.</summary>
    public const ushort Port = 8473;

    /// <summary>Where canaries answer the kubelet, TCP.</summary>
    public const ushort ReadinessPort = 8474;

    /// <summary>A port of the echo that a NetworkPolicy keeps closed, UDP.</summary>
    public const ushort DeniedPort = 8475;

    /// <summary>Where the operator listens unless it is told otherwise, UDP.</summary>
    public const ushort OperatorPort = 8476;

    /// <summary>The keys' Secret.</summary>
    public static ObjectKey Keys { get; } = Of("v1", "Secret", "cni-operator-agents");

    /// <summary>The ConfigMap with the operator's addresses.</summary>
    public static ObjectKey Addresses { get; } = Of("v1", "ConfigMap", "cni-operator-agents");

    /// <summary>The Service of all canaries.</summary>
    public static ObjectKey CanaryService { get; } = Of("v1", "Service", "cni-operator-canary");

    /// <summary>The Service of the canary of the client's own node.</summary>
    public static ObjectKey LocalCanaryService { get; } = Of("v1", "Service", "cni-operator-canary-local");

    /// <summary>The Service of the echo of the client's own node.</summary>
    public static ObjectKey LocalEchoService { get; } = Of("v1", "Service", "cni-operator-echo-local");

    /// <summary>The DaemonSets.</summary>
    public static IReadOnlyList<ObjectKey> DaemonSets { get; } =
    [
        Of("apps/v1", "DaemonSet", "cni-operator-canary"),
        Of("apps/v1", "DaemonSet", "cni-operator-echo"),
        Of("apps/v1", "DaemonSet", "cni-operator-prober"),
    ];

    private static ObjectKey Of(string apiVersion, string kind, string name) =>
        new(apiVersion, kind, ClusterNetworkApi.OperatorNamespace, name);
}
