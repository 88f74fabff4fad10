using CniOperator.Core.Api;

namespace CniOperator.Core.Tests.Rendering;

/// <summary>Where our objects differ from upstream's on purpose. Everything else must be equal.</summary>
internal static class UpstreamDifferences
{
    private const string DefaultStated =
        "the server's default, stated: a fieldRef is atomic in server-side apply, so two managers agree on it only if both state the whole of it";

    private const string LastWords =
        "flannel writes errors to its log only; this way the kubelet reports the end of it, and status can say why a pod fails";

    /// <summary>Fields of any object, each with its reason.</summary>
    internal static readonly IReadOnlyDictionary<string, string> OfEveryObject = new Dictionary<string, string>
    {
        [$"metadata.labels[{ClusterNetworkApi.ManagedByLabel}]"] = "our label: who manages the object",
        [$"metadata.labels[{ClusterNetworkApi.NetworkLabel}]"] = "our label: the inventory that pruning goes by",
        [$"metadata.labels[{ClusterNetworkApi.AddonLabel}]"] = "our label: which addon it belongs to",
    };

    /// <summary>Fields of one kind, each with its reason.</summary>
    internal static readonly IReadOnlyDictionary<(string Kind, string Path), string> OfKind = new Dictionary<(string, string), string>
    {
        [("DaemonSet", "spec.template.metadata.annotations")] =
            "our annotation: pods restart when their configuration changes, which Kubernetes does not do by itself",
        [("DaemonSet", "spec.updateStrategy")] = "spec.rollout.maxUnavailable decides how many nodes a change takes at once",
        [("DaemonSet", "spec.template.spec.initContainers[install-cni-plugin].terminationMessagePolicy")] = LastWords,
        [("DaemonSet", "spec.template.spec.initContainers[install-cni].terminationMessagePolicy")] = LastWords,
        [("DaemonSet", "spec.template.spec.containers[kube-flannel].terminationMessagePolicy")] = LastWords,
        [("DaemonSet", FieldRef("POD_NAME"))] = DefaultStated,
        [("DaemonSet", FieldRef("POD_NAMESPACE"))] = DefaultStated,
    };

    private static string FieldRef(string variable) =>
        $"spec.template.spec.containers[kube-flannel].env[{variable}].valueFrom.fieldRef.apiVersion";

    /// <summary>Values that are JSON in a text are compared as JSON: indentation and a final line feed mean nothing to flanneld.</summary>
    internal static readonly IReadOnlySet<string> JsonTexts = new HashSet<string> { "data[cni-conf.json]", "data[net-conf.json]" };
}
