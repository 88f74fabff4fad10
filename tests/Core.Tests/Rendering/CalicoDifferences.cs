using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using static CniOperator.Core.Tests.Rendering.DeliberateDifference;

namespace CniOperator.Core.Tests.Rendering;

/// <summary>
/// Where Calico's objects differ from upstream's manifests on purpose, each with its reason. Everything else must be equal.
/// </summary>
internal static class CalicoDifferences
{
    private const string Pools =
        "pools are objects of ours, so that they are checked, repaired and changed like all others; upstream's variables only count at the first start";
    private const string SecurityFs = "with eBPF only: pods do not start on kernels without it, and only eBPF looks at it";
    private const string Root =
        "3.33's image runs as another user, who may not write the host's folders; upstream's branch said so late, its release does";
    private const string Stage = "3.33's image has no portmap, loopback and so on; upstream's branch mounted them late, its release does";
    private const string Address =
        "the API server's address is in kubernetes-services-endpoint, which the same containers and Typha read, so that it is in one place";
    private const string Default = "the server's default, which it need not be told";

    private const string LastWords = "the kubelet reports the end of a failed container's log, so that status can say why a pod fails";

    private static readonly string[] Bpf = ["calico-bpf"];

    /// <summary>The parameters that ask for what each of upstream's manifests is.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Parameters = new Dictionary<string, string>
    {
        ["calico"] = "{}",
        ["calico-vxlan"] = """{"encapsulation":"VXLANCrossSubnet","encapsulationIPv6":"VXLANCrossSubnet","bgp":{"enabled":false}}""",
        ["calico-typha"] = """{"typha":{"mode":"Enabled","replicas":1}}""",
        ["calico-bpf"] = """{"dataplane":"BPF","bpf":{"kubeProxy":"Absent"},"encapsulation":"None","kubeAPI":{"host":"192.0.2.10"}}""",
        ["calico-policy-only"] = """{"policyOnly":true,"typha":{"mode":"Enabled","replicas":1}}""",
    };

    /// <summary>What Calico's and Canal's objects have in common.</summary>
    internal static readonly IReadOnlyList<DeliberateDifference> OfCalicosParts =
    [
        new("our label: who manages the object", "", $"metadata.labels[{ClusterNetworkApi.ManagedByLabel}]", Absent),
        new("our label: the inventory that pruning goes by", "", $"metadata.labels[{ClusterNetworkApi.NetworkLabel}]", Absent),
        new("our label: which addon it belongs to", "", $"metadata.labels[{ClusterNetworkApi.AddonLabel}]", Absent),
        new("our three labels, where upstream has none", "", "metadata.labels", Absent),
        new("which generator upstream used", "CustomResourceDefinition", "metadata.annotations", Ours: Absent),
        new(Default, "CustomResourceDefinition", "spec.preserveUnknownFields", "false", Absent),
        new("the server's to write", "CustomResourceDefinition", "status", Ours: Absent),
        new(
            "open schemas, except for what never changes of a pool: Calico checks what it reads, and a narrow schema would drop fields of the next version",
            "CustomResourceDefinition",
            "spec.versions[v1].schema.*"
        ),
        new("the same", "CustomResourceDefinition", "spec.versions[v1alpha2].schema.*"),
        new("our annotation: pods restart when their configuration changes", "DaemonSet", "spec.template.metadata.annotations", Absent),
        new("spec.rollout decides it", "DaemonSet", "spec.updateStrategy.rollingUpdate.maxUnavailable", "1", "\"10%\""),
        new(
            "the server's default, stated: a fieldRef is one piece in server-side apply",
            "DaemonSet",
            "*.fieldRef.apiVersion",
            Absent,
            "\"v1\""
        ),
        new(Default, "DaemonSet", "*.readOnly", "false", Absent),
        new(Default, "DaemonSet", "*.imagePullPolicy", "\"IfNotPresent\"", Absent),
        new(Default, "Deployment", "*.imagePullPolicy", "\"IfNotPresent\"", Absent),
        new(LastWords, "DaemonSet", "*.terminationMessagePolicy", Absent, "\"FallbackToLogsOnError\""),
        new(LastWords, "Deployment", "*.terminationMessagePolicy", Absent, "\"FallbackToLogsOnError\""),
        new(Pools, "DaemonSet", Env("NO_DEFAULT_POOLS"), Absent),
        new(SecurityFs, "DaemonSet", "spec.template.spec.containers[calico-node].volumeMounts[sys-kernel-security]", Ours: Absent),
        new(SecurityFs, "DaemonSet", "spec.template.spec.volumes[sys-kernel-security]", Ours: Absent),
        new(Root, "DaemonSet", "spec.template.spec.initContainers[upgrade-ipam].securityContext.runAsUser", Absent, "0"),
        new(Root, "DaemonSet", "spec.template.spec.initContainers[install-cni].securityContext.runAsUser", Absent, "0"),
        new(Stage, "DaemonSet", "spec.template.spec.initContainers[cni-plugins]", Absent),
        new(Stage, "DaemonSet", "spec.template.spec.initContainers[install-cni].volumeMounts[cni-plugins-stage]", Absent),
        new(Stage, "DaemonSet", "spec.template.spec.volumes[cni-plugins-stage]", Absent),
        new("where settings of Felix go", "FelixConfiguration", "", Absent),
    ];

    private static readonly IReadOnlyList<DeliberateDifference> OfCalico =
    [
        new(Pools, "IPPool", "", Absent, Variants: ["calico", "calico-vxlan", "calico-typha", "calico-bpf"]),
        new("where settings of BGP go", "BGPConfiguration", "", Absent, Variants: ["calico", "calico-typha", "calico-bpf"]),
        new(Pools, "DaemonSet", Env("CALICO_IPV4POOL_IPIP"), Ours: Absent),
        new(Pools, "DaemonSet", Env("CALICO_IPV4POOL_VXLAN"), Ours: Absent),
        new(Pools, "DaemonSet", Env("CALICO_IPV6POOL_VXLAN"), Ours: Absent),
        new(Address, "ConfigMap", "data.kubernetes_service_host", "\"\"", Absent, Bpf),
        new(Address, "ConfigMap", "data.kubernetes_service_port", "\"\"", Absent, Bpf),
        new(Address, "DaemonSet", "*.env[KUBERNETES_SERVICE_HOST]", Ours: Absent, Variants: Bpf),
        new(Address, "DaemonSet", "*.env[KUBERNETES_SERVICE_PORT]", Ours: Absent, Variants: Bpf),
        new(Address, "ConfigMap", "", Absent, Variants: Bpf),
        new(
            "bpfEnabled of FelixConfiguration, which a variable would make inert for single nodes too, and which changes without new pods",
            "DaemonSet",
            Env("FELIX_BPFENABLED"),
            Ours: Absent,
            Variants: Bpf
        ),
        new(
            "without the renewal that this turns off, the token in the CNI plugin's kubeconfig ends after a day, and with it new pods",
            "DaemonSet",
            Env("CALICO_MANAGE_CNI"),
            Ours: Absent,
            Variants: ["calico-policy-only"]
        ),
    ];

    /// <summary>Rights that kube-controllers does not get, in upstream's words.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Rights = new Dictionary<string, string>
    {
        ["projectcalico.org/*"] =
            "a migration to projectcalico.org's kinds is not offered, and a wildcard can only be granted by an account that has it",
        ["crd.projectcalico.org/*"] = "the same; what it reads is listed",
        ["migration.projectcalico.org/datastoremigrations"] = "looking for one is left, making one is not",
        ["migration.projectcalico.org/datastoremigrations/status"] = "the same",
        ["apiextensions.k8s.io/customresourcedefinitions"] = "no right to delete any CRD of the cluster",
        ["apiregistration.k8s.io/apiservices"] = "no right to create and delete APIServices",
    };

    internal static bool Explains(FieldDifference difference, string variant) =>
        OfCalicosParts.Concat(OfCalico).Any(d => d.Explains(difference, variant))
        || (difference.Path == "data.cni_network_config" && JsonNode.DeepEquals(Conf(difference.Before), Conf(difference.After)));

    /// <summary><c>less: ROLE VERB GROUP/RESOURCE NAME</c>, or <c>more:</c>.</summary>
    internal static bool ExplainsRight(string right, string variant, string version) =>
        LeavesOut(right) || (version == "v3.33.0" && AddsStatus(right)) || (variant == "calico-policy-only" && AsksForReadiness(right));

    /// <summary>A right of kube-controllers that is left out.</summary>
    internal static bool LeavesOut(string right) =>
        right.Split(' ') is ["less:", "calico-kube-controllers", _, var resource] && Rights.ContainsKey(resource);

    /// <summary>calico-node writes its status through the subresource that 3.33's CRD has; upstream's branch forgot the right.</summary>
    internal static bool AddsStatus(string right) =>
        right.Split(' ')
            is [
                "more:",
                "calico-node",
                "update",
                "projectcalico.org/caliconodestatuses/status"
                or "crd.projectcalico.org/caliconodestatuses/status",
            ];

    // Without it the plugin fails at every pod: it asks ClusterInformation whether Calico is ready.
    private static bool AsksForReadiness(string right) =>
        right.Split(' ')
            is [
                "more:",
                "calico-cni-plugin",
                "get",
                "projectcalico.org/clusterinformations"
                or "crd.projectcalico.org/clusterinformations",
            ];

    // White space means nothing to the installer; the MTU is a number only once it is replaced.
    internal static JsonNode? Conf(JsonNode? text) =>
        JsonNode.Parse(text!.GetValue<string>().Replace("__CNI_MTU__", "0", StringComparison.Ordinal));

    private static string Env(string variable) => $"spec.template.spec.containers[calico-node].env[{variable}]";
}
