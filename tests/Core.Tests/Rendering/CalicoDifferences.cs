using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Objects;

namespace CniOperator.Core.Tests.Rendering;

/// <summary>Where Calico's objects differ from upstream's manifest on purpose, each with its reason. Everything else must be equal.</summary>
internal static class CalicoDifferences
{
    private const string Pools = "pools are objects of ours, so that they are checked, repaired and changed like all others; upstream's variables only count at the first start";
    private const string Default = "the server's default, which it need not be told";

    /// <summary>Objects that upstream leaves to calico-node.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Objects = new Dictionary<string, string>
    {
        ["IPPool"] = Pools,
        ["FelixConfiguration"] = "where settings of Felix go",
        ["BGPConfiguration"] = "where settings of BGP go",
    };

    /// <summary>Fields by kind (empty for every kind) and path; a path that ends in <c>*</c> stands for all that begin so.</summary>
    internal static readonly IReadOnlyDictionary<(string Kind, string Path), string> Fields = new Dictionary<(string, string), string>
    {
        [("", $"metadata.labels[{ClusterNetworkApi.ManagedByLabel}]")] = "our label: who manages the object",
        [("", $"metadata.labels[{ClusterNetworkApi.NetworkLabel}]")] = "our label: the inventory that pruning goes by",
        [("", $"metadata.labels[{ClusterNetworkApi.AddonLabel}]")] = "our label: which addon it belongs to",
        [("", "metadata.labels")] = "our three labels, where upstream has none",
        [("CustomResourceDefinition", "metadata.annotations")] = "which generator upstream used",
        [("CustomResourceDefinition", "spec.preserveUnknownFields")] = Default,
        [("CustomResourceDefinition", "status")] = "the server's to write",
        [("CustomResourceDefinition", "spec.versions[v1].schema.*")] = "open schemas, but for what never changes of a pool: Calico checks what it reads, and a narrow schema would drop fields of the next version",
        [("CustomResourceDefinition", "spec.versions[v1alpha2].schema.*")] = "the same",
        [("DaemonSet", "spec.template.metadata.annotations")] = "our annotation: pods restart when their configuration changes",
        [("DaemonSet", Env("CALICO_IPV4POOL_IPIP"))] = Pools,
        [("DaemonSet", Env("CALICO_IPV4POOL_VXLAN"))] = Pools,
        [("DaemonSet", Env("CALICO_IPV6POOL_VXLAN"))] = Pools,
        [("DaemonSet", Env("NO_DEFAULT_POOLS"))] = Pools,
        [("DaemonSet", "*.fieldRef.apiVersion")] = "the server's default, stated: a fieldRef is one piece in server-side apply",
        [("DaemonSet", "*.readOnly")] = Default,
        [("DaemonSet", "*.imagePullPolicy")] = Default,
        [("Deployment", "*.imagePullPolicy")] = Default,
    };

    /// <summary>Rights that kube-controllers does not get, in upstream's words.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Rights = new Dictionary<string, string>
    {
        ["projectcalico.org/*"] = "a migration to projectcalico.org's kinds is not offered, and whoever grants a wildcard must hold it",
        ["crd.projectcalico.org/*"] = "the same; what it reads is listed",
        ["migration.projectcalico.org/datastoremigrations"] = "looking for one is left, making one is not",
        ["migration.projectcalico.org/datastoremigrations/status"] = "the same",
        ["apiextensions.k8s.io/customresourcedefinitions"] = "no right to delete any CRD of the cluster",
        ["apiregistration.k8s.io/apiservices"] = "no right to create and delete APIServices",
    };

    internal static bool Explains(FieldDifference difference) =>
        (difference.Path.Length == 0 && difference.Before is null && Objects.ContainsKey(difference.Key.Kind))
        || Fields.Keys.Any(f => (f.Kind.Length == 0 || f.Kind == difference.Key.Kind) && Matches(f.Path, difference.Path))
        || (difference.Path == "data.cni_network_config" && JsonNode.DeepEquals(Conf(difference.Before), Conf(difference.After)));

    private static bool Matches(string pattern, string path) =>
        pattern.StartsWith('*') ? path.EndsWith(pattern[1..], StringComparison.Ordinal)
        : pattern.EndsWith('*') ? path.StartsWith(pattern[..^2], StringComparison.Ordinal)
        : pattern == path;

    // White space means nothing to the installer; the MTU is a number only once it is replaced.
    private static JsonNode? Conf(JsonNode? text) => JsonNode.Parse(text!.GetValue<string>().Replace("__CNI_MTU__", "0", StringComparison.Ordinal));

    private static string Env(string variable) => $"spec.template.spec.containers[calico-node].env[{variable}]";
}
