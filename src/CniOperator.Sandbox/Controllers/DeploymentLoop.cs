using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Controllers;

/// <summary>The Deployment controller: a ReplicaSet per template; rolling updates by maxSurge and maxUnavailable, or Recreate.</summary>
internal sealed class DeploymentLoop : IControlLoop
{
    private const string ApiVersion = "apps/v1";
    private const string Kind = "Deployment";
    private const string Revision = "deployment.kubernetes.io/revision";

    public string Name => "deployment-controller";

    public bool Cares(ResourceName resource) => resource == Kinds.Deployments || resource == Kinds.ReplicaSets || resource == Kinds.Pods;

    public LoopStep Step(ClusterView view, DateTimeOffset now)
    {
        var step = new StepBuilder(view, now, Name);
        foreach (var deployment in view.List(Kinds.Deployments).Where(d => !d.IsDeleting()))
            Sync(deployment, step);
        return step.Build();
    }

    private static void Sync(JsonObject deployment, StepBuilder step)
    {
        var hash = Hashes.OfTemplate(deployment.At("spec", "template"));
        var sets = step
            .View.OwnedBy(deployment.Uid())
            .Where(e => e.Resource == Kinds.ReplicaSets && !e.Object.IsDeleting())
            .Select(e => e.Object)
            .ToList();
        var current = sets.FirstOrDefault(s => s.Labels().GetValueOrDefault("pod-template-hash") == hash);
        var old = sets.Where(s => s != current).ToList();
        var paused = deployment.Flag("spec", "paused");
        if (current is null && !paused)
        {
            Create(deployment, hash, sets, step);
        }
        else if (!paused)
        {
            Scale(deployment, current!, old, step);
            Trim(deployment, old, step);
        }

        if (
            current is not null
            && deployment.Text("metadata", "annotations", Revision) != current.Text("metadata", "annotations", Revision)
        )
        {
            // The revision first; the status follows when this write is seen.
            var update = deployment.Clone();
            update.FillMap("metadata").FillMap("annotations")[Revision] = current.Text("metadata", "annotations", Revision);
            step.Add(new UpdateWrite(Kinds.Deployments, update));
            return;
        }

        OwnedPods.WriteStatus(step, Kinds.Deployments, deployment, DeploymentStatus.Build(deployment, current, sets, step));
    }

    private static void Create(JsonObject deployment, string hash, List<JsonObject> old, StepBuilder step)
    {
        var revision = old.Select(RevisionOf).DefaultIfEmpty(0).Max() + 1;
        var set = NewSet(deployment, hash, revision, FirstScale(deployment, old, step));
        step.Add(
            new CreateWrite(Kinds.ReplicaSets, set, error =>
                step.EventWrite(
                    ApiVersion,
                    Kind,
                    deployment,
                    "Warning",
                    "ReplicaSetCreateError",
                    $"Failed to create new replica set: {error}"
                )
            )
        );
    }

    private static int Wanted(JsonObject deployment) => (int)(deployment.Number("spec", "replicas") ?? 1);

    private static bool IsRecreate(JsonObject deployment) => deployment.Text("spec", "strategy", "type") == "Recreate";

    private static int Replicas(JsonObject set) => (int)(set.Number("spec", "replicas") ?? 0);

    private static long RevisionOf(JsonObject set) =>
        long.TryParse(set.Text("metadata", "annotations", Revision), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : 0;

    private static int Surge(JsonObject deployment) =>
        OwnedPods.Resolve(deployment.At("spec", "strategy", "rollingUpdate", "maxSurge"), Wanted(deployment), "25%", roundUp: true);

    private static int FirstScale(JsonObject deployment, List<JsonObject> old, StepBuilder step)
    {
        if (old.Sum(Replicas) == 0)
            return IsRecreate(deployment) && old.SelectMany(step.View.PodsOf).Any() ? 0 : Wanted(deployment);
        return IsRecreate(deployment)
            ? 0
            : Math.Max(0, Math.Min(Wanted(deployment), Wanted(deployment) + Surge(deployment) - old.Sum(Replicas)));
    }

    private static void Scale(JsonObject deployment, JsonObject current, List<JsonObject> old, StepBuilder step)
    {
        var wanted = Wanted(deployment);
        if (IsRecreate(deployment))
        {
            foreach (var set in old.Where(s => Replicas(s) > 0))
                SetScale(deployment, set, 0, step);
            if (!old.SelectMany(step.View.PodsOf).Any() && old.All(s => Replicas(s) == 0))
                SetScale(deployment, current, wanted, step);
            return;
        }

        var room = wanted + Surge(deployment) - old.Sum(Replicas) - Replicas(current);
        if (Replicas(current) > wanted)
            SetScale(deployment, current, wanted, step);
        else if (room > 0)
            SetScale(deployment, current, Math.Min(wanted, Replicas(current) + room), step);
        var unavailable = OwnedPods.Resolve(
            deployment.At("spec", "strategy", "rollingUpdate", "maxUnavailable"),
            wanted,
            "25%",
            roundUp: false
        );
        // Both zero would never move; the API refuses that, percentages can still round to it.
        if (unavailable == 0 && Surge(deployment) == 0)
            unavailable = 1;
        var available = old.Append(current).Sum(s => s.Number("status", "availableReplicas") ?? 0);
        var unhealthyNew = Replicas(current) - (current.Number("status", "availableReplicas") ?? 0);
        var budget = old.Sum(Replicas) + Replicas(current) - (wanted - unavailable) - unhealthyNew;
        foreach (var set in old.Where(s => Replicas(s) > 0))
        {
            var unhealthy = Replicas(set) - (set.Number("status", "availableReplicas") ?? 0);
            var take = Math.Min(Replicas(set), Math.Min(budget, Math.Max(unhealthy, available - (wanted - unavailable))));
            if (take <= 0)
                continue;
            SetScale(deployment, set, Replicas(set) - (int)take, step);
            budget -= take;
            available -= Math.Max(0, take - unhealthy);
        }
    }

    private static void SetScale(JsonObject deployment, JsonObject set, int replicas, StepBuilder step)
    {
        if (Replicas(set) == replicas)
            return;
        var update = set.Clone();
        update.FillMap("spec")["replicas"] = replicas;
        step.Add(new UpdateWrite(Kinds.ReplicaSets, update));
        step.Event(
            ApiVersion,
            Kind,
            deployment,
            "Normal",
            "ScalingReplicaSet",
            $"Scaled {(replicas > Replicas(set) ? "up" : "down")} replica set {set.Name()} from {Replicas(set)} to {replicas}"
        );
    }

    private static void Trim(JsonObject deployment, List<JsonObject> old, StepBuilder step)
    {
        var idle = old.Where(s => Replicas(s) == 0 && (s.Number("status", "replicas") ?? 0) == 0).OrderBy(RevisionOf).ToList();
        foreach (var set in idle.Take(Math.Max(0, idle.Count - (int)(deployment.Number("spec", "revisionHistoryLimit") ?? 10))))
            step.Add(DeleteWrite.Of(Kinds.ReplicaSets, set));
    }

    private static JsonObject NewSet(JsonObject deployment, string hash, long revision, int replicas)
    {
        var template = (deployment.At("spec", "template") as JsonObject)?.Clone() ?? [];
        template.FillMap("metadata").FillMap("labels")["pod-template-hash"] = hash;
        var selector = (deployment.At("spec", "selector") as JsonObject)?.Clone() ?? [];
        selector.FillMap("matchLabels")["pod-template-hash"] = hash;
        var spec = new JsonObject
        {
            ["replicas"] = replicas,
            ["selector"] = selector,
            ["template"] = template,
        };
        if (deployment.Number("spec", "minReadySeconds") is { } minReady)
            spec["minReadySeconds"] = minReady;
        return new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "ReplicaSet",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{deployment.Name()}-{hash}",
                ["namespace"] = deployment.Namespace(),
                ["labels"] = template["metadata"]!["labels"]!.DeepClone(),
                ["annotations"] = new JsonObject { [Revision] = revision.ToString(CultureInfo.InvariantCulture) },
                ["ownerReferences"] = new JsonArray(ObjectMeta.ControllerReference(ApiVersion, Kind, deployment)),
            },
            ["spec"] = spec,
        };
    }
}
