using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Decisions;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Patches;

namespace CniOperator.Core.Tests.Decisions;

/// <summary>Carries out steps in a <see cref="World"/>, wave by wave, as the operator's executor does in a cluster.</summary>
/// <param name="world">The world.</param>
/// <param name="refuse">What the server answers instead of carrying out a step; <c>null</c> when it does.</param>
internal sealed class WorldExecutor(World world, Func<Step, ApplyFailure?> refuse)
{
    private readonly List<(ApplyStep, JsonObject)> _applied = [];
    private readonly List<DeleteStep> _deleted = [];
    private readonly List<DeletePodStep> _restarted = [];
    private readonly List<ApplyFailure> _failed = [];
    private readonly List<TouchStep> _touched = [];
    private readonly List<NodeConditionStep> _nodes = [];

    internal Outcome Act(Decision decision)
    {
        foreach (var wave in decision.Waves)
        {
            // What failed to be taken away keeps its object from being applied.
            var failed = _failed.Select(f => f.Key).ToHashSet();
            foreach (var step in wave.Where(s => !failed.Contains(s.Key)))
                if (refuse(step) is { } failure)
                    _failed.Add(failure with { Hash = HashOf(step) });
                else
                    Take(step);
        }

        return new Outcome(_applied, _deleted, _failed)
        {
            Touched = _touched,
            Restarted = _restarted,
            Nodes = _nodes,
        };
    }

    private void Take(Step step)
    {
        switch (step)
        {
            case ApplyStep apply:
                _applied.Add((apply, (JsonObject)Apply(apply).DeepClone()));
                break;
            case TakeAwayStep takeAway:
                Store(takeAway.Key, (JsonObject)JsonPatch.Apply(Find(takeAway.Key)!, takeAway.Patch)!);
                break;
            case TouchStep touch:
                Touch((JsonObject)Find(touch.Key)!.DeepClone(), touch);
                break;
            case NodeConditionStep node:
                world.SetCondition(node);
                _nodes.Add(node);
                break;
            case DeleteStep delete:
                if (world.Cluster.GetValueOrDefault(delete.Key).Text("metadata", "uid") == delete.Uid)
                    world.Cluster.Remove(delete.Key);
                _deleted.Add(delete);
                break;
            case DeletePodStep pod:
                world.Pods = [.. world.Pods.Select(p => p.Uid == pod.Uid ? Successor(p) : p)];
                _restarted.Add(pod);
                break;
            case FinalizerStep finalizer:
                world.Network["metadata"]!["finalizers"] = finalizer.Attach
                    ? new JsonArray(ClusterNetworkApi.UninstallFinalizer)
                    : new JsonArray();
                break;
            default:
                throw new InvalidOperationException($"no such step: {step}");
        }
    }

    private void Touch(JsonObject live, TouchStep step)
    {
        var metadata = (JsonObject)live["metadata"]!;
        metadata["annotations"] ??= new JsonObject();
        metadata["annotations"]![ClusterNetworkApi.TouchedAnnotation] = step.Mark;
        ((JsonArray)metadata["managedFields"]!).Add(
            new JsonObject
            {
                ["manager"] = ClusterNetworkApi.FieldManager,
                ["operation"] = "Update",
                ["apiVersion"] = step.Key.ApiVersion,
                ["time"] = StatusJson.Time(world.Now),
                ["fieldsType"] = "FieldsV1",
                ["fieldsV1"] = new JsonObject
                {
                    ["f:metadata"] = new JsonObject
                    {
                        ["f:annotations"] = new JsonObject { ["f:" + ClusterNetworkApi.TouchedAnnotation] = new JsonObject() },
                    },
                },
            }
        );
        Store(step.Key, live);
        _touched.Add(step);
    }

    // Its controller makes it again at once, and it is not ready yet.
    private PodView Successor(PodView pod) =>
        pod with
        {
            Name = pod.Name + "x",
            Uid = pod.Uid + "x",
            CreatedAt = world.Now,
            Ready = false,
            ReadyChangedAt = world.Now,
        };

    private JsonObject Apply(ApplyStep step)
    {
        var live = Find(step.Key) is { } there
            ? ServerSideApply.To(there, step.Desired.Json, world.Now)
            : Live.AppliedByUs(step.Desired.Json, uid: world.NewUid(step.Key));
        world.Admission?.Invoke(live);
        Store(step.Key, live);
        return live;
    }

    private void Store(ObjectKey key, JsonObject live)
    {
        if (key == world.RecordKey)
            world.Record = live;
        else if (
            key.Namespace == ClusterNetworkApi.OperatorNamespace
            && live.At("metadata", "labels", ClusterNetworkApi.NetworkLabel) is null
        )
            world.OwnObjects[key] = live;
        else
            world.Cluster[key] = live;
    }

    private JsonObject? Find(ObjectKey key) => key == world.RecordKey ? world.Record : world.Cluster.GetValueOrDefault(key);

    private static string HashOf(Step step) =>
        step switch
        {
            ApplyStep apply => apply.Hash,
            TakeAwayStep takeAway => takeAway.Hash,
            _ => "",
        };
}
