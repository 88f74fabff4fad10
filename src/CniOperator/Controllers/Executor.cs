using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Decisions;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Controllers;

/// <summary>
/// Carries out a decision: one method for each kind of step, one request for each step, and no reading. A refused object keeps no other
/// from being applied; what was refused comes back in the outcome.
/// </summary>
internal sealed class Executor(IApiClient client, TimeProvider clock)
{
    private readonly StepPatches _patches = new(client);

    private static readonly ApplyOptions Apply = new(ClusterNetworkApi.FieldManager, Force: true);

    /// <summary>Takes the steps, wave by wave. What failed to be taken away keeps its object from being applied.</summary>
    internal async Task<Outcome> ActAsync(
        Decision decision,
        NetworkObject network,
        NetworkMemory memory,
        CancellationToken cancellationToken
    )
    {
        var outcome = new Outcome([], [], []);
        foreach (var wave in decision.Waves)
        {
            var failed = outcome.Failed.Select(f => f.Key).ToHashSet();
            var results = await Task.WhenAll(
                wave.Where(s => !failed.Contains(s.Key)).Select(s => TakeAsync(s, network, memory, cancellationToken))
            );
            outcome = outcome.With(results);
        }

        return outcome;
    }

    /// <summary>Writes the whole status. A ClusterNetwork that is gone needs none.</summary>
    internal async Task WriteStatusAsync(
        JsonObject status,
        NetworkObject network,
        NetworkMemory memory,
        CancellationToken cancellationToken
    )
    {
        var body = new JsonObject
        {
            ["apiVersion"] = ClusterNetworkApi.ApiVersion,
            ["kind"] = ClusterNetworkApi.Kind,
            ["metadata"] = new JsonObject { ["name"] = network.Name },
            ["status"] = status.DeepClone(),
        };
        try
        {
            memory.Writes.Written(
                network.Key,
                await client.ApplyAsync(ClusterNetwork.Served, body, Apply with { Subresource = "status" }, cancellationToken)
            );
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            // Deleted meanwhile.
        }
    }

    private async Task<(Step Step, JsonObject? Applied, ApplyFailure? Failure)> TakeAsync(
        Step step,
        NetworkObject network,
        NetworkMemory memory,
        CancellationToken cancellationToken
    )
    {
        ResourceKind? kind = null;
        try
        {
            kind =
                step is FinalizerStep
                    ? ClusterNetwork.Served
                    : await client.Mapper.FindAsync(step.Key.ApiVersion, step.Key.Kind, cancellationToken);
            return (step, await TakeAsync(step, kind, network, memory, cancellationToken), null);
        }
        catch (ApiException e)
        {
            return (step, null, StepFailures.Of(step, kind?.Resource ?? "", e, memory, clock.GetUtcNow()));
        }
    }

    private async Task<JsonObject?> TakeAsync(
        Step step,
        ResourceKind? kind,
        NetworkObject network,
        NetworkMemory memory,
        CancellationToken cancellationToken
    )
    {
        switch (step)
        {
            case ApplyStep apply:
                return await ApplyAsync(apply, kind, memory, cancellationToken);
            case TouchStep touch:
                await _patches.TouchAsync(touch, kind, memory, cancellationToken);
                return null;
            case NodeConditionStep node:
                await _patches.SetNodeAsync(node, kind, cancellationToken);
                return null;
            case TakeAwayStep takeAway:
                await _patches.TakeAwayAsync(takeAway, kind, cancellationToken);
                return null;
            case DeleteStep delete:
                await DeleteAsync(delete, delete.Uid, kind, memory, cancellationToken);
                return null;
            case DeletePodStep pod:
                await DeleteAsync(pod, pod.Uid, kind, memory, cancellationToken);
                return null;
            case FinalizerStep finalizer:
                await SetFinalizerAsync(finalizer, network, memory, cancellationToken);
                return null;
            default:
                throw new InvalidOperationException($"no method carries out {step.GetType().Name}");
        }
    }

    private async Task<JsonObject> ApplyAsync(ApplyStep step, ResourceKind? kind, NetworkMemory memory, CancellationToken cancellationToken)
    {
        var result = await client.ApplyAsync(kind ?? throw StepFailures.NotServed(step.Key), step.Desired.Json, Apply, cancellationToken);
        memory.Writes.Written(step.Key, result);
        return result;
    }

    // A kind that is not served any more took its objects along.
    private async Task DeleteAsync(Step step, string uid, ResourceKind? kind, NetworkMemory memory, CancellationToken cancellationToken)
    {
        if (kind is null)
            return;
        try
        {
            await Deletions.RequestAsync(client, kind, step, uid, cancellationToken);
            memory.Writes.Deleted(step.Key, uid);
        }
        catch (ApiException e) when (e.IsConflict)
        {
            // A namesake with another uid: ours is gone.
        }
    }

    // A merge patch of the whole list under the resourceVersion that it was read at: another finalizer is never lost.
    private async Task SetFinalizerAsync(
        FinalizerStep step,
        NetworkObject network,
        NetworkMemory memory,
        CancellationToken cancellationToken
    )
    {
        const string Ours = ClusterNetworkApi.UninstallFinalizer;
        var others = network.Json.Texts("metadata", "finalizers").Where(f => f != Ours);
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["resourceVersion"] = network.Json.Text("metadata", "resourceVersion"),
                ["finalizers"] = new JsonArray([.. (step.Attach ? others.Append(Ours) : others).Select(f => (JsonNode)f)]),
            },
        };
        try
        {
            var result = await client.PatchAsync(
                ClusterNetwork.Served,
                new ObjectName(null, network.Name),
                PatchType.Merge,
                patch,
                ClusterNetworkApi.FieldManager,
                cancellationToken
            );
            memory.Writes.Written(network.Key, result);
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            // Deleted meanwhile.
        }
    }
}
