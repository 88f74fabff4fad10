using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Controllers;

/// <summary>The ReplicaSet controller: keeps the number of pods.</summary>
internal sealed class ReplicaSetLoop : IControlLoop
{
    private const string ApiVersion = "apps/v1";
    private const string Kind = "ReplicaSet";

    public string Name => "replicaset-controller";

    public bool Cares(ResourceName resource) => resource == Kinds.ReplicaSets || resource == Kinds.Pods;

    public LoopStep Step(ClusterView view, DateTimeOffset now)
    {
        var step = new StepBuilder(view, now, Name);
        foreach (var set in view.List(Kinds.ReplicaSets).Where(s => !s.IsDeleting()))
            Sync(set, step);
        return step.Build();
    }

    private static void Sync(JsonObject set, StepBuilder step)
    {
        var pods = step.View.PodsOf(set).Where(p => !p.IsDeleting() && !p.IsFinished()).ToList();
        var wanted = (int)(set.Number("spec", "replicas") ?? 1);
        for (var i = pods.Count; i < wanted; i++)
        {
            var name = $"{set.Name()}-{Hashes.Encode(Hashes.Fnv64($"{set.Uid()}/{i}/{step.Now.Ticks}"), 5)}";
            OwnedPods.Create(step, OwnedPods.NewPod(set, ApiVersion, Kind, name, new Dictionary<string, string>()), set, ApiVersion, Kind);
        }

        // Pods that serve least go first: unassigned, then not ready, then the newest.
        foreach (
            var pod in pods.OrderBy(p => p.Text("spec", "nodeName") is not null)
                .ThenBy(p => p.IsReady())
                .ThenByDescending(p => p.Text("metadata", "creationTimestamp"), StringComparer.Ordinal)
                .Take(pods.Count - wanted)
        )
        {
            OwnedPods.Delete(step, pod, set, ApiVersion, Kind);
        }

        OwnedPods.WriteStatus(step, Kinds.ReplicaSets, set, Status(set, pods, step));
    }

    private static JsonObject Status(JsonObject set, List<JsonObject> pods, StepBuilder step)
    {
        var minReady = set.Number("spec", "minReadySeconds") ?? 0;
        var available = 0;
        foreach (var pod in pods)
        {
            var (isAvailable, at) = OwnedPods.Availability(pod, minReady, step.Now);
            step.Wake(at);
            if (isAvailable)
                available++;
        }

        var status = (set["status"] as JsonObject)?.Clone() ?? [];
        status["replicas"] = pods.Count;
        Positive(status, "fullyLabeledReplicas", pods.Count);
        Positive(status, "readyReplicas", pods.Count(p => p.IsReady()));
        Positive(status, "availableReplicas", available);
        status["observedGeneration"] = set.Number("metadata", "generation") ?? 1;
        return status;
    }

    private static void Positive(JsonObject status, string key, int value)
    {
        if (value > 0)
            status[key] = value;
        else
            status.Remove(key);
    }
}
