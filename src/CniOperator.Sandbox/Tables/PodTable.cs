using System.Text.Json.Nodes;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Tables;

/// <summary>Pods as <c>kubectl get pods</c> shows them: one word for what is the matter (kubernetes <c>printPod</c>).</summary>
internal static class PodTable
{
    internal static IReadOnlyList<Column> Columns { get; } =
    [
        KindTables.Name,
        new("Ready", (o, _) => $"{Containers(o).Count(c => c.FlagAt("ready"))}/{(o.ListAt("spec", "containers") ?? []).Count}"),
        new("Status", (o, _) => Status(o)),
        new("Restarts", (o, now) => Restarts(o, now)),
        KindTables.Age,
        new("IP", (o, _) => o.TextAt("status", "podIP") is { Length: > 0 } ip ? ip : Cells.None, Priority: 1),
        Cells.Text("Node", Cells.None, 1, "spec", "nodeName"),
        Cells.Text("Nominated Node", Cells.None, 1, "status", "nominatedNodeName"),
        new("Readiness Gates", (o, _) => Gates(o), Priority: 1),
    ];

    private static JsonArray Containers(JsonObject pod) => pod.ListAt("status", "containerStatuses") ?? [];

    private static string Status(JsonObject pod)
    {
        var reason = InitProblem(pod)
            ?? ContainerProblem(pod)
            ?? (pod.TextAt("status", "reason") is { Length: > 0 } stated ? stated : pod.TextAt("status", "phase") ?? "");
        if (!pod.IsDeleting())
            return reason;
        return pod.TextAt("status", "reason") == "NodeLost" ? "Unknown" : "Terminating";
    }

    private static string? InitProblem(JsonObject pod)
    {
        var statuses = pod.ListAt("status", "initContainerStatuses") ?? [];
        for (var i = 0; i < statuses.Count; i++)
        {
            if (statuses[i].NumberAt("state", "terminated", "exitCode") == 0)
                continue;
            if (statuses[i].At("state", "terminated") is { } ended)
                return "Init:" + (ended.TextAt("reason") is { Length: > 0 } reason ? reason : $"ExitCode:{ended.NumberAt("exitCode")}");
            if (statuses[i].TextAt("state", "waiting", "reason") is { Length: > 0 } and not "PodInitializing")
                return "Init:" + statuses[i].TextAt("state", "waiting", "reason");
            if (IsSidecar(pod, statuses[i].TextAt("name")) && statuses[i].FlagAt("started"))
                continue;
            return $"Init:{i}/{(pod.ListAt("spec", "initContainers") ?? statuses).Count}";
        }

        return null;
    }

    private static bool IsSidecar(JsonObject pod, string? name) =>
        (pod.ListAt("spec", "initContainers") ?? []).Any(c => c.TextAt("name") == name && c.TextAt("restartPolicy") == "Always");

    private static string? ContainerProblem(JsonObject pod)
    {
        string? reason = null;
        var running = false;
        foreach (var status in Containers(pod).Reverse())
        {
            if (status.TextAt("state", "waiting", "reason") is { Length: > 0 } waiting)
                reason = waiting;
            else if (status.At("state", "terminated") is { } ended)
                reason = ended.TextAt("reason") is { Length: > 0 } why ? why : $"ExitCode:{ended.NumberAt("exitCode")}";
            else if (status.FlagAt("ready") && status.At("state", "running") is not null)
                running = true;
        }

        if (reason != "Completed" || !running)
            return reason;
        var ready = (pod.ListAt("status", "conditions") ?? []).Any(c => c.TextAt("type") == "Ready" && c.TextAt("status") == "True");
        return ready ? "Running" : "NotReady";
    }

    private static string Restarts(JsonObject pod, DateTimeOffset now)
    {
        var count = Containers(pod).Sum(c => c.NumberAt("restartCount") ?? 0);
        var last = Containers(pod).Select(c => c.TimeAt("lastState", "terminated", "finishedAt")).Max();
        return count == 0 || last is null ? Cells.Number(count) : $"{Cells.Number(count)} ({HumanDuration.Of(now - last.Value)} ago)";
    }

    private static string Gates(JsonObject pod)
    {
        var gates = pod.ListAt("spec", "readinessGates") ?? [];
        if (gates.Count == 0)
            return Cells.None;
        var conditions = pod.ListAt("status", "conditions") ?? [];
        var met = gates.Count(g => conditions.Any(c => c.TextAt("type") == g.TextAt("conditionType") && c.TextAt("status") == "True"));
        return $"{met}/{gates.Count}";
    }
}
