using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Controllers;

/// <summary>
/// The DaemonSet controller: one pod on every node that fits, rolling updates within maxUnavailable or maxSurge, OnDelete, history, status.
/// </summary>
internal sealed class DaemonSetLoop : IControlLoop
{
    private const string ApiVersion = "apps/v1";
    private const string Kind = "DaemonSet";

    public string Name => "daemonset-controller";

    public bool Cares(ResourceName resource) =>
        resource == Kinds.DaemonSets || resource == Kinds.Pods || resource == Kinds.Nodes || resource == Kinds.ControllerRevisions;

    public LoopStep Step(ClusterView view, DateTimeOffset now)
    {
        var step = new StepBuilder(view, now, Name);
        foreach (var set in view.List(Kinds.DaemonSets).Where(s => !s.IsDeleting()))
            Sync(set, step);
        return step.Build();
    }

    private static void Sync(JsonObject set, StepBuilder step)
    {
        if (DaemonAdoption.Adopts(set, step.View.List(Kinds.Nodes).Count(), step))
            return;
        var hash = Hashes.OfTemplate(set.At("spec", "template"));
        DaemonSetHistory.Keep(set, hash, step);
        var nodes = step.View.List(Kinds.Nodes).Select(n => DaemonNode.Of(set, n, hash, step)).ToList();
        // A pod for a node that is gone is the pod garbage collector's.
        foreach (var node in nodes)
            Manage(set, node, hash, step);
        if (set.Text("spec", "updateStrategy", "type") != "OnDelete")
            Roll(set, nodes, hash, step);
        OwnedPods.WriteStatus(step, Kinds.DaemonSets, set, Status(set, nodes));
    }

    /// <summary>Gives a node its pod, takes away what does not belong there.</summary>
    private static void Manage(JsonObject set, DaemonNode node, string hash, StepBuilder step)
    {
        foreach (var failed in node.Pods.Where(p => p.Text("status", "phase") == "Failed" && !p.IsDeleting()))
        {
            step.Event(
                ApiVersion,
                Kind,
                set,
                "Warning",
                "FailedDaemonPod",
                $"Found failed daemon pod {failed.Namespace()}/{failed.Name()} on node {node.Name}, will try to kill it"
            );
            OwnedPods.Delete(step, failed, set, ApiVersion, Kind);
        }

        if (node.ShouldRun && node.Pods.Count == 0)
            Create(set, node, hash, step);
        if (!node.ShouldContinue)
        {
            foreach (var pod in node.Pods.Where(p => !p.IsDeleting()))
                OwnedPods.Delete(step, pod, set, ApiVersion, Kind);
        }
    }

    private static void Create(JsonObject set, DaemonNode node, string hash, StepBuilder step)
    {
        var name = $"{set.Name()}-{Hashes.Encode(Hashes.Fnv64($"{set.Uid()}/{node.Name}/{hash}/{step.Now.Ticks}"), 5)}";
        var pod = OwnedPods.NewPod(
            set,
            ApiVersion,
            Kind,
            name,
            new Dictionary<string, string>
            {
                ["controller-revision-hash"] = hash,
                ["pod-template-generation"] = set.Text("metadata", "annotations", "deprecated.daemonset.template.generation") ?? "1",
            }
        );
        DaemonPods.Pin(pod, node.Name);
        OwnedPods.Create(step, pod, set, ApiVersion, Kind);
    }

    private static void Roll(JsonObject set, List<DaemonNode> nodes, string hash, StepBuilder step)
    {
        var rolling = set.At("spec", "updateStrategy", "rollingUpdate");
        var wanted = nodes.Where(n => n.ShouldRun).ToList();
        var surge = OwnedPods.Resolve(rolling.At("maxSurge"), wanted.Count, "0", roundUp: true);
        if (surge > 0)
        {
            Surge(set, wanted, hash, surge, step);
            return;
        }

        var budget = OwnedPods.Resolve(rolling.At("maxUnavailable"), wanted.Count, "1", roundUp: true);
        budget -= wanted.Count(n => !n.IsAvailable);
        foreach (var node in wanted.Where(n => n.Old is not null && n.New is null))
        {
            // An old pod that is down already costs nothing to replace.
            if (node.IsAvailable && budget-- <= 0)
                continue;
            OwnedPods.Delete(step, node.Old!, set, ApiVersion, Kind);
        }
    }

    private static void Surge(JsonObject set, List<DaemonNode> wanted, string hash, int surge, StepBuilder step)
    {
        surge -= wanted.Count(n => n is { Old: not null, New: not null, NewIsAvailable: false });
        foreach (var node in wanted.Where(n => n.Old is not null))
        {
            if (node is { New: not null, NewIsAvailable: true })
                OwnedPods.Delete(step, node.Old!, set, ApiVersion, Kind);
            else if (node.New is null && surge-- > 0)
                Create(set, node, hash, step);
        }
    }

    private static JsonObject Status(JsonObject set, List<DaemonNode> nodes)
    {
        var wanted = nodes.Where(n => n.ShouldRun).ToList();
        var available = wanted.Count(n => n.IsAvailable);
        var status = (set["status"] as JsonObject)?.Clone() ?? [];
        status["currentNumberScheduled"] = wanted.Count(n => n.Pods.Count > 0);
        status["desiredNumberScheduled"] = wanted.Count;
        status["numberMisscheduled"] = nodes.Count(n => !n.ShouldRun && n.Pods.Count > 0);
        status["numberReady"] = wanted.Count(n => n.Pods.Any(p => !p.IsDeleting() && p.IsReady()));
        status["updatedNumberScheduled"] = wanted.Count(n => n.New is not null);
        Positive(status, "numberAvailable", available);
        Positive(status, "numberUnavailable", wanted.Count - available);
        status["observedGeneration"] = set.Number("metadata", "generation") ?? 1;
        return status;
    }

    /// <summary>Fields that the API omits when they are zero.</summary>
    private static void Positive(JsonObject status, string key, int value)
    {
        if (value > 0)
            status[key] = value;
        else
            status.Remove(key);
    }
}
