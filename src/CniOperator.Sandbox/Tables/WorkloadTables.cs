using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Sandbox.Tables;

/// <summary>The tables of what runs pods.</summary>
internal static class WorkloadTables
{
    private static readonly string[] Template = ["spec", "template", "spec"];

    internal static IReadOnlyList<Column>? For(string resource) =>
        resource switch
        {
            "pods" => PodTable.Columns,
            "daemonsets.apps" => DaemonSets,
            "deployments.apps" => Deployments,
            "replicasets.apps" => ReplicaSets,
            "statefulsets.apps" => StatefulSets,
            "controllerrevisions.apps" => Revisions,
            "jobs.batch" => Jobs,
            _ => null,
        };

    private static IReadOnlyList<Column> DaemonSets { get; } =
    [
        KindTables.Name,
        Cells.Count("Desired", "status", "desiredNumberScheduled"),
        Cells.Count("Current", "status", "currentNumberScheduled"),
        Cells.Count("Ready", "status", "numberReady"),
        Cells.Count("Up-to-date", "status", "updatedNumberScheduled"),
        Cells.Count("Available", "status", "numberAvailable"),
        new("Node Selector", (o, _) => Cells.Joined(o.Map("spec", "template", "spec", "nodeSelector"))),
        KindTables.Age,
        Cells.Containers(Template),
        Cells.Images(Template),
        Cells.Selector(),
    ];

    private static IReadOnlyList<Column> Deployments { get; } =
    [
        KindTables.Name,
        new("Ready", Ready),
        Cells.Count("Up-to-date", "status", "updatedReplicas"),
        Cells.Count("Available", "status", "availableReplicas"),
        KindTables.Age,
        Cells.Containers(Template),
        Cells.Images(Template),
        Cells.Selector(),
    ];

    private static IReadOnlyList<Column> ReplicaSets { get; } =
    [
        KindTables.Name,
        Cells.Count("Desired", "spec", "replicas"),
        Cells.Count("Current", "status", "replicas"),
        Cells.Count("Ready", "status", "readyReplicas"),
        KindTables.Age,
        Cells.Containers(Template),
        Cells.Images(Template),
        Cells.Selector(),
    ];

    private static IReadOnlyList<Column> StatefulSets { get; } =
    [KindTables.Name, new("Ready", Ready), KindTables.Age, Cells.Containers(Template), Cells.Images(Template)];

    private static IReadOnlyList<Column> Revisions { get; } =
    [
        KindTables.Name,
        new("Controller", (o, _) =>
            (o.List("metadata", "ownerReferences") ?? []).FirstOrDefault(r => r.Flag("controller")) is { } owner
                ? ControllerName(owner)
                : Cells.None
        ),
        Cells.Count("Revision", "revision"),
        KindTables.Age,
    ];

    private static IReadOnlyList<Column> Jobs { get; } =
    [
        KindTables.Name,
        new("Status", (o, _) => JobStatus(o)),
        new("Completions", (o, _) => $"{o.Number("status", "succeeded") ?? 0}/{o.Number("spec", "completions") ?? 1}"),
        new("Duration", (o, now) =>
            o.Time("status", "startTime") is { } start ? HumanDuration.Of((o.Time("status", "completionTime") ?? now) - start) : ""
        ),
        KindTables.Age,
        Cells.Containers(Template),
        Cells.Images(Template),
        Cells.Selector(),
    ];

    private static JsonNode? Ready(JsonObject obj, DateTimeOffset now) =>
        $"{obj.Number("status", "readyReplicas") ?? 0}/{obj.Number("spec", "replicas") ?? 0}";

    private static string ControllerName(JsonNode owner)
    {
        var apiVersion = owner.Text("apiVersion") ?? "";
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var group = slash < 0 ? "" : $".{apiVersion[..slash]}";
        return $"{owner.Text("kind")?.ToLowerInvariant()}{group}/{owner.Text("name")}";
    }

    private static string JobStatus(JsonObject job)
    {
        var conditions = job.List("status", "conditions") ?? [];
        foreach (var type in new[] { "Complete", "Failed", "Suspended", "FailureTarget" })
            if (conditions.Any(c => c.Text("type") == type && c.Text("status") == "True"))
                return type;
        return job.IsDeleting() ? "Terminating" : "Running";
    }
}
