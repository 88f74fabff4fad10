using CniOperator.Core.Objects;
using CniOperator.Core.Rollout;

namespace CniOperator.Core.Decisions;

/// <summary>The order of applying: what others live in or need first, what runs last.</summary>
internal static class Waves
{
    private const string RbacGroup = "rbac.authorization.k8s.io";

    private static readonly HashSet<string> BuiltInGroups = new(StringComparer.Ordinal)
    {
        "", "apps", "batch", "policy", "autoscaling", RbacGroup, "networking.k8s.io", "scheduling.k8s.io", "storage.k8s.io",
        "admissionregistration.k8s.io", "apiregistration.k8s.io", "coordination.k8s.io", "certificates.k8s.io", "discovery.k8s.io",
    };

    internal static IReadOnlyList<IReadOnlyList<ApplyAction>> Of(IEnumerable<ApplyAction> actions) =>
        [.. actions.GroupBy(a => Rank(a.Desired.Key)).OrderBy(g => g.Key).Select(g => (IReadOnlyList<ApplyAction>)[.. g])];

    /// <summary>
    /// 0: Namespaces, CRDs, the record, and roles, which the API server must know before it lets anyone bind them. 1: accounts, bindings,
    /// configuration. 2: workloads, and objects of kinds that a CRD brings. Roles in a namespace that may not exist yet wait for 1, their
    /// bindings for 2.
    /// </summary>
    internal static int Rank(ObjectKey key) => key switch
    {
        { Kind: "Namespace" or "CustomResourceDefinition" or "PriorityClass" } => 0,
        { Group: RbacGroup, Kind: "ClusterRole" } => 0,
        { Group: RbacGroup, Kind: "RoleBinding" } => 2,
        { Kind: "ConfigMap", Namespace: Api.ClusterNetworkApi.OperatorNamespace } => 0,
        _ when WorkloadView.IsWorkload(key) || !BuiltInGroups.Contains(key.Group) => 2,
        _ => 1,
    };
}
