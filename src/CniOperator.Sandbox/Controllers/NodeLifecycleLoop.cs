using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;
using CniOperator.Sandbox.Options;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Controllers;

/// <summary>
/// The node lifecycle controller, the taint manager and the pod garbage collector: silence turns a node Unknown, conditions become taints,
/// NoExecute taints evict, pods of vanished nodes go.
/// </summary>
internal sealed class NodeLifecycleLoop(SandboxOptions options) : IControlLoop
{
    public string Name => "node-controller";

    public bool Cares(ResourceName resource) => resource == Kinds.Nodes || resource == Kinds.Leases || resource == Kinds.Pods;

    public LoopStep Step(ClusterView view, DateTimeOffset now)
    {
        var step = new StepBuilder(view, now, Name);
        foreach (var node in view.List(Kinds.Nodes))
            Node(node, step);
        foreach (var pod in view.List(Kinds.Pods))
        {
            if (pod.Text("spec", "nodeName") is { } node && view.Get(Kinds.Nodes, null, node) is null)
                step.Add(DeleteWrite.Of(Kinds.Pods, pod, graceSeconds: 0));
        }

        return step.Build();
    }

    private void Node(JsonObject node, StepBuilder step)
    {
        if (IsSilent(node, step))
        {
            if (MarkUnknown(node, step))
                return;
        }

        if (NodeTaints.Update(node, step.Now) is { } tainted)
        {
            step.Add(new UpdateWrite(Kinds.Nodes, tainted));
            return;
        }

        foreach (var pod in step.View.PodsOn(node.Name()).Where(p => !p.IsDeleting() && !p.IsFinished()))
            Evict(node, pod, step);
    }

    private bool IsSilent(JsonObject node, StepBuilder step)
    {
        var last = step.View.Get(Kinds.Leases, "kube-node-lease", node.Name()).Time("spec", "renewTime")
            ?? node.Time("metadata", "creationTimestamp")
            ?? step.Now;
        var until = last + options.Timings.NodeMonitorGracePeriod;
        if (until <= step.Now)
            return true;
        step.Wake(until);
        return false;
    }

    private static bool MarkUnknown(JsonObject node, StepBuilder step)
    {
        if (node.ConditionIs("Ready", "Unknown"))
            return MarkPods(node, step);
        var status = (node["status"] as JsonObject)?.Clone() ?? [];
        var conditions = (JsonArray?)status["conditions"]?.DeepClone() ?? [];
        foreach (var type in new[] { "MemoryPressure", "DiskPressure", "PIDPressure", "Ready" })
            ConditionWriter.Set(conditions, type, "Unknown", step.Now, "NodeStatusUnknown", "Kubelet stopped posting node status.");
        status["conditions"] = conditions;
        OwnedPods.WriteStatus(step, Kinds.Nodes, node, status);
        step.Event("v1", "Node", node, "Normal", "NodeNotReady", $"Node {node.Name()} status is now: NodeNotReady");
        return true;
    }

    /// <summary>It is not known whether pods of a silent node still serve.</summary>
    private static bool MarkPods(JsonObject node, StepBuilder step)
    {
        var any = false;
        foreach (var pod in step.View.PodsOn(node.Name()).Where(p => p.IsReady()))
        {
            any = true;
            var status = ((JsonObject)pod["status"]!).Clone();
            var conditions = (JsonArray)status["conditions"]!;
            ConditionWriter.Set(conditions, "Ready", "False", step.Now);
            OwnedPods.WriteStatus(step, Kinds.Pods, pod, status);
        }

        return any;
    }

    private static void Evict(JsonObject node, JsonObject pod, StepBuilder step)
    {
        foreach (var taint in node.Items("spec", "taints").Where(t => t.Text("effect") == "NoExecute"))
        {
            var seconds = Tolerated(pod, taint);
            if (seconds is null)
                continue;
            var due = (taint.Time("timeAdded") ?? step.Now) + TimeSpan.FromSeconds(seconds.Value);
            if (due > step.Now)
            {
                step.Wake(due);
                continue;
            }

            step.Event("v1", "Pod", pod, "Normal", "TaintManagerEviction", $"Marking for deletion Pod {pod.Namespace()}/{pod.Name()}");
            step.Add(DeleteWrite.Of(Kinds.Pods, pod));
            return;
        }
    }

    /// <summary>Seconds for which a pod bears a taint; null without limit.</summary>
    private static long? Tolerated(JsonObject pod, JsonObject taint)
    {
        var matching = pod.Items("spec", "tolerations").Where(t => NodeSelection.Tolerates(t, taint)).ToList();
        if (matching.Count == 0)
            return 0;
        return matching.Any(t => t.Number("tolerationSeconds") is null) ? null : matching.Min(t => t.Number("tolerationSeconds"));
    }
}
