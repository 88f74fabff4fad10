using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Sandbox.Tables;

/// <summary>Pods as <c>kubectl get pods</c> shows them: one word for what is the matter (kubernetes <c>printPod</c>).</summary>
internal static class PodTable
{
    internal static IReadOnlyList<Column> Columns { get; } =
    [
        KindTables.Name,
        new("Ready", (o, _) => $"{Containers(o).Count(c => c.Flag("ready"))}/{(o.List("spec", "containers") ?? []).Count}"),
        new("Status", (o, _) => Status(o)),
        new("Restarts", (o, now) => Restarts(o, now)),
        KindTables.Age,
        new("IP", (o, _) => o.Text("status", "podIP") is { Length: > 0 } ip ? ip : Cells.None, Priority: 1),
        Cells.Text("Node", Cells.None, 1, "spec", "nodeName"),
        Cells.Text("Nominated Node", Cells.None, 1, "status", "nominatedNodeName"),
        new("Readiness Gates", (o, _) => Gates(o), Priority: 1),
    ];

    private static JsonArray Containers(JsonObject pod) => pod.List("status", "containerStatuses") ?? [];

    private static string Status(JsonObject pod)
    {
        var reason = InitProblem(pod)
            ?? ContainerProblem(pod)
            ?? (pod.Text("status", "reason") is { Length: > 0 } stated ? stated : pod.Text("status", "phase") ?? "");
        if (!pod.IsDeleting())
            return reason;
        return pod.Text("status", "reason") == "NodeLost" ? "Unknown" : "Terminating";
    }

    private static string? InitProblem(JsonObject pod)
    {
        var statuses = pod.List("status", "initContainerStatuses") ?? [];
        for (var i = 0; i < statuses.Count; i++)
        {
            if (statuses[i].Number("state", "terminated", "exitCode") == 0)
                continue;
            if (statuses[i].At("state", "terminated") is { } ended)
                return "Init:" + (ended.Text("reason") is { Length: > 0 } reason ? reason : $"ExitCode:{ended.Number("exitCode")}");
            if (statuses[i].Text("state", "waiting", "reason") is { Length: > 0 } and not "PodInitializing")
                return "Init:" + statuses[i].Text("state", "waiting", "reason");
            if (IsSidecar(pod, statuses[i].Text("name")) && statuses[i].Flag("started"))
                continue;
            return $"Init:{i}/{(pod.List("spec", "initContainers") ?? statuses).Count}";
        }

        return null;
    }

    private static bool IsSidecar(JsonObject pod, string? name) =>
        (pod.List("spec", "initContainers") ?? []).Any(c => c.Text("name") == name && c.Text("restartPolicy") == "Always");

    private static string? ContainerProblem(JsonObject pod)
    {
        string? reason = null;
        var running = false;
        foreach (var status in Containers(pod).Reverse())
        {
            if (status.Text("state", "waiting", "reason") is { Length: > 0 } waiting)
                reason = waiting;
            else if (status.At("state", "terminated") is { } ended)
                reason = ended.Text("reason") is { Length: > 0 } why ? why : $"ExitCode:{ended.Number("exitCode")}";
            else if (status.Flag("ready") && status.At("state", "running") is not null)
                running = true;
        }

        if (reason != "Completed" || !running)
            return reason;
        var ready = (pod.List("status", "conditions") ?? []).Any(c => c.Text("type") == "Ready" && c.Text("status") == "True");
        return ready ? "Running" : "NotReady";
    }

    private static string Restarts(JsonObject pod, DateTimeOffset now)
    {
        var count = Containers(pod).Sum(c => c.Number("restartCount") ?? 0);
        var last = Containers(pod).Select(c => c.Time("lastState", "terminated", "finishedAt")).Max();
        return count == 0 || last is null ? Cells.Number(count) : $"{Cells.Number(count)} ({HumanDuration.Of(now - last.Value)} ago)";
    }

    private static string Gates(JsonObject pod)
    {
        var gates = pod.List("spec", "readinessGates") ?? [];
        if (gates.Count == 0)
            return Cells.None;
        var conditions = pod.List("status", "conditions") ?? [];
        var met = gates.Count(g => conditions.Any(c => c.Text("type") == g.Text("conditionType") && c.Text("status") == "True"));
        return $"{met}/{gates.Count}";
    }
}
