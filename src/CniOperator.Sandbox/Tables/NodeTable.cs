using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Sandbox.Tables;

/// <summary>Nodes as <c>kubectl get nodes</c> shows them (kubernetes <c>printNode</c>).</summary>
internal static class NodeTable
{
    private const string RolePrefix = "node-role.kubernetes.io/";
    private const string Unknown = "<unknown>";

    internal static IReadOnlyList<Column> Columns { get; } =
    [
        KindTables.Name,
        new("Status", (o, _) => Status(o)),
        new("Roles", (o, _) => Roles(o)),
        KindTables.Age,
        Cells.Text("Version", "", 0, "status", "nodeInfo", "kubeletVersion"),
        new("Internal-IP", (o, _) => Address(o, "InternalIP"), Priority: 1),
        new("External-IP", (o, _) => Address(o, "ExternalIP"), Priority: 1),
        Cells.Text("OS-Image", Unknown, 1, "status", "nodeInfo", "osImage"),
        Cells.Text("Kernel-Version", Unknown, 1, "status", "nodeInfo", "kernelVersion"),
        Cells.Text("Container-Runtime", Unknown, 1, "status", "nodeInfo", "containerRuntimeVersion"),
    ];

    private static string Status(JsonObject node)
    {
        var ready = (node.List("status", "conditions") ?? []).FirstOrDefault(c => c.Text("type") == "Ready");
        var word =
            ready is null ? "Unknown"
            : ready.Text("status") == "True" ? "Ready"
            : "NotReady";
        return node.Flag("spec", "unschedulable") ? $"{word},SchedulingDisabled" : word;
    }

    private static string Roles(JsonObject node)
    {
        var roles = (node.Map("metadata", "labels") ?? [])
            .Select(l =>
                l.Key.StartsWith(RolePrefix, StringComparison.Ordinal) ? l.Key[RolePrefix.Length..]
                : l.Key == "kubernetes.io/role" ? $"{l.Value}"
                : ""
            )
            .Where(r => r.Length > 0)
            .Distinct()
            .Order(StringComparer.Ordinal);
        var text = string.Join(',', roles);
        return text.Length == 0 ? Cells.None : text;
    }

    private static string Address(JsonObject node, string type) =>
        (node.List("status", "addresses") ?? []).FirstOrDefault(a => a.Text("type") == type).Text("address") ?? Cells.None;
}
