using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Controllers;

/// <summary>Binds pods: taints, node selectors, required node affinity, host ports; then the node with the fewest pods.</summary>
internal sealed class SchedulerLoop : IControlLoop
{
    public string Name => "default-scheduler";

    public bool Cares(ResourceName resource) => resource == Kinds.Pods || resource == Kinds.Nodes;

    public LoopStep Step(ClusterView view, DateTimeOffset now)
    {
        var step = new StepBuilder(view, now, Name);
        var nodes = view.List(Kinds.Nodes).Select(n => new Candidate(n, [.. view.PodsOn(n.Name()).Where(p => !p.IsFinished())])).ToList();
        foreach (var pod in view.List(Kinds.Pods).Where(p => p.Text("spec", "nodeName") is null && !p.IsDeleting()))
            Schedule(pod, nodes, step);
        return step.Build();
    }

    private static void Schedule(JsonObject pod, List<Candidate> nodes, StepBuilder step)
    {
        var refusals = nodes.Select(n => (Node: n, Reason: Refusal(pod, n))).ToList();
        if (refusals.Where(r => r.Reason is null).Select(r => r.Node).MinBy(n => n.Pods.Count) is { } chosen)
        {
            var bound = pod.Clone();
            bound.FillMap("spec")["nodeName"] = chosen.Node.Name();
            chosen.Pods.Add(bound);
            step.Add(new UpdateWrite(Kinds.Pods, bound, "binding"));
            step.Event(
                "v1",
                "Pod",
                pod,
                "Normal",
                "Scheduled",
                $"Successfully assigned {pod.Namespace()}/{pod.Name()} to {chosen.Node.Name()}"
            );
            return;
        }

        var reasons = refusals.GroupBy(r => r.Reason!).Select(g => $"{g.Count()} {g.Key}").Order(StringComparer.Ordinal);
        var message =
            nodes.Count == 0
                ? "no nodes available to schedule pods"
                : $"0/{nodes.Count} nodes are available: {string.Join(", ", reasons)}.";
        if (pod.Condition("PodScheduled").Text("message") == message)
            return;
        step.Event("v1", "Pod", pod, "Warning", "FailedScheduling", message);
        var status = (pod["status"] as JsonObject)?.Clone() ?? new JsonObject { ["phase"] = "Pending" };
        var conditions = (JsonArray?)status["conditions"]?.DeepClone() ?? [];
        ConditionWriter.Set(conditions, "PodScheduled", "False", step.Now, "Unschedulable", message);
        status["conditions"] = conditions;
        OwnedPods.WriteStatus(step, Kinds.Pods, pod, status);
    }

    private static string? Refusal(JsonObject pod, Candidate candidate)
    {
        if (!NodeSelection.Selects(pod["spec"], candidate.Node))
            return "node(s) didn't match Pod's node affinity/selector";
        if (NodeSelection.Untolerated(pod.Items("spec", "tolerations"), candidate.Node, "NoSchedule", "NoExecute") is { } taint)
            return $"node(s) had untolerated taint {{{taint.Text("key")}: {taint.Text("value")}}}";
        if (candidate.Pods.Count >= 110)
            return "Too many pods";
        var ports = HostPorts(pod).ToHashSet();
        return ports.Count > 0 && candidate.Pods.Any(p => HostPorts(p).Any(ports.Contains))
            ? "node(s) didn't have free ports for the requested pod ports"
            : null;
    }

    /// <summary>Ports taken on the host; with hostNetwork every container port is one (the API server defaults hostPort so).</summary>
    private static IEnumerable<(long, string)> HostPorts(JsonObject pod) =>
        pod.Items("spec", "containers")
            .SelectMany(c => c.Items("ports"))
            .Select(p =>
                (
                    Port: p.Number("hostPort") ?? (pod.IsHostNetwork() ? p.Number("containerPort") : null),
                    Protocol: p.Text("protocol") ?? "TCP"
                )
            )
            .Where(p => p.Port > 0)
            .Select(p => (p.Port!.Value, p.Protocol));

    private sealed record Candidate(JsonObject Node, List<JsonObject> Pods);
}
