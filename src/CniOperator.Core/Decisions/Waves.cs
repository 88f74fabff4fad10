using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Decisions;

/// <summary>The order of applying: what others live in or need first, what runs last.</summary>
internal static class Waves
{
    private static readonly HashSet<string> BuiltInGroups = new(StringComparer.Ordinal)
    {
        "",
        "apps",
        "batch",
        "policy",
        "autoscaling",
        "rbac.authorization.k8s.io",
        "networking.k8s.io",
        "scheduling.k8s.io",
        "storage.k8s.io",
        "admissionregistration.k8s.io",
        "apiregistration.k8s.io",
        "coordination.k8s.io",
        "certificates.k8s.io",
        "discovery.k8s.io",
    };

    internal static IReadOnlyList<IReadOnlyList<ApplyAction>> Of(IEnumerable<ApplyAction> actions) =>
        [.. actions.GroupBy(a => Rank(a.Desired.Key)).OrderBy(g => g.Key).Select(g => (IReadOnlyList<ApplyAction>)[.. g])];

    /// <summary>
    /// 0: what others live in or refer to, and the record. 1: accounts, rights, configuration. 2: bindings of Roles. 3: workloads, and
    /// objects of kinds that a CRD brings. A binding comes after its role: the API server looks the role up, to see that nobody grants what
    /// he does not hold, and answers 404 when it is not there yet.
    /// </summary>
    internal static int Rank(ObjectKey key) =>
        key switch
        {
            { Kind: "Namespace" or "CustomResourceDefinition" or "PriorityClass" or "ClusterRole" } => 0,
            { Kind: "ConfigMap", Namespace: Api.ClusterNetworkApi.OperatorNamespace } => 0,
            { Kind: "RoleBinding" } => 2,
            _ when WorkloadView.IsWorkload(key) || !BuiltInGroups.Contains(key.Group) => 3,
            _ => 1,
        };
}
