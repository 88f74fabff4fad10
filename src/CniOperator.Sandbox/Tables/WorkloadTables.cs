using System.Text.Json.Nodes;
using CniOperator.Sandbox.Storage;

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
        new("Node Selector", (o, _) => Cells.Joined(o.MapAt("spec", "template", "spec", "nodeSelector"))),
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
            (o.ListAt("metadata", "ownerReferences") ?? []).FirstOrDefault(r => r.FlagAt("controller")) is { } owner
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
        new("Completions", (o, _) => $"{o.NumberAt("status", "succeeded") ?? 0}/{o.NumberAt("spec", "completions") ?? 1}"),
        new("Duration", (o, now) =>
            o.TimeAt("status", "startTime") is { } start ? HumanDuration.Of((o.TimeAt("status", "completionTime") ?? now) - start) : ""
        ),
        KindTables.Age,
        Cells.Containers(Template),
        Cells.Images(Template),
        Cells.Selector(),
    ];

    private static JsonNode? Ready(JsonObject obj, DateTimeOffset now) =>
        $"{obj.NumberAt("status", "readyReplicas") ?? 0}/{obj.NumberAt("spec", "replicas") ?? 0}";

    private static string ControllerName(JsonNode owner)
    {
        var apiVersion = owner.TextAt("apiVersion") ?? "";
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var group = slash < 0 ? "" : $".{apiVersion[..slash]}";
        return $"{owner.TextAt("kind")?.ToLowerInvariant()}{group}/{owner.TextAt("name")}";
    }

    private static string JobStatus(JsonObject job)
    {
        var conditions = job.ListAt("status", "conditions") ?? [];
        foreach (var type in new[] { "Complete", "Failed", "Suspended", "FailureTarget" })
            if (conditions.Any(c => c.TextAt("type") == type && c.TextAt("status") == "True"))
                return type;
        return job.IsDeleting() ? "Terminating" : "Running";
    }
}
