using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Rendering.Stages;

/// <summary>The order in which objects are applied: what others need comes first, workloads come last.</summary>
internal static class ApplyOrder
{
    private static readonly string[] First =
    [
        "CustomResourceDefinition",
        "Namespace",
        "PriorityClass",
        "ServiceAccount",
        "ClusterRole",
        "ClusterRoleBinding",
        "Role",
        "RoleBinding",
        "ConfigMap",
        "Secret",
    ];
    private static readonly string[] Workloads = ["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"];

    /// <summary>
    /// Sorts by kind and keeps the templates' order within a kind and among workloads; custom resources come before those.
    /// </summary>
    internal static IReadOnlyList<Manifest> Sort(IEnumerable<Manifest> manifests) => [.. manifests.OrderBy(m => Rank(m.Key.Kind))];

    private static int Rank(string kind)
    {
        var first = Array.IndexOf(First, kind);
        return first >= 0 ? first
            : Workloads.Contains(kind) ? First.Length + 1
            : First.Length;
    }
}
