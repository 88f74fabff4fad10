using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;

namespace CniOperator.Sandbox.Controllers;

/// <summary>One node as a DaemonSet sees it.</summary>
internal sealed record DaemonNode(string Name, bool ShouldRun, bool ShouldContinue, IReadOnlyList<JsonObject> Pods)
{
    /// <summary>The pod of the present template, if it is not ending.</summary>
    public JsonObject? New { get; private init; }

    /// <summary>A pod of an earlier template, if it is not ending.</summary>
    public JsonObject? Old { get; private init; }

    public bool NewIsAvailable { get; private init; }

    /// <summary>Some pod serves the node.</summary>
    public bool IsAvailable { get; private init; }

    public static DaemonNode Of(JsonObject set, JsonObject node, string hash, StepBuilder step)
    {
        var spec = set.At("spec", "template", "spec");
        var tolerations = spec.Items("tolerations").Concat(DaemonPods.Tolerations(spec.Flag("hostNetwork"))).ToList();
        var selected = NodeSelection.Selects(spec, node) && !node.IsDeleting();
        var runs = selected && NodeSelection.Untolerated(tolerations, node, "NoSchedule", "NoExecute") is null;
        var continues = selected && NodeSelection.Untolerated(tolerations, node, "NoExecute") is null;
        var pods = step.View.PodsOf(set).Where(p => DaemonPods.NodeOf(p) == node.Name()).ToList();
        var live = pods.Where(p => !p.IsDeleting() && !p.IsFinished()).ToList();
        var fresh = live.FirstOrDefault(p => p.Labels().GetValueOrDefault("controller-revision-hash") == hash);
        var old = live.FirstOrDefault(p => p != fresh && p.Labels().GetValueOrDefault("controller-revision-hash") != hash);
        var minReady = set.Number("spec", "minReadySeconds") ?? 0;
        return new(node.Name(), runs, continues, pods)
        {
            New = fresh,
            Old = old,
            NewIsAvailable = Available(fresh),
            IsAvailable = Available(fresh) || Available(old),
        };

        bool Available(JsonObject? pod)
        {
            if (pod is null)
                return false;
            var (available, at) = OwnedPods.Availability(pod, minReady, step.Now);
            step.Wake(at);
            return available;
        }
    }
}
