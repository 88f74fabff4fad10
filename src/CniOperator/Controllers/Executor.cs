using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Decisions;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Controllers;

/// <summary>
/// Carries out a decision: one request for each object and no reading. A refused object keeps no other from being applied; what was
/// refused comes back in the outcome.
/// </summary>
internal sealed class Executor(IApiClient client, TimeProvider clock)
{
    private static readonly ApplyOptions Apply = new(ClusterNetworkApi.FieldManager, Force: true);

    /// <summary>Attaches the finalizer, applies wave by wave, deletes, detaches. At the end of a deletion the engine detaches it.</summary>
    internal async Task<Outcome> ActAsync(
        Decision decision,
        NetworkObject network,
        NetworkMemory memory,
        CancellationToken cancellationToken
    )
    {
        var (applied, deleted, failed) = (new List<(ApplyAction, JsonObject)>(), new List<DeleteAction>(), new List<ApplyFailure>());
        if (decision.AttachFinalizer == true)
            failed.AddRange(await SetFinalizerAsync(network, memory, attach: true, cancellationToken));
        foreach (var wave in decision.Waves)
        {
            var results = await Task.WhenAll(wave.Select(action => ApplyAsync(action, memory, cancellationToken)));
            applied.AddRange(results.Where(r => r.Result is not null).Select(r => (r.Action, r.Result!)));
            failed.AddRange(results.Select(r => r.Failure).OfType<ApplyFailure>());
        }

        var deletions = await Task.WhenAll(decision.Deletes.Select(action => DeleteAsync(action, memory, cancellationToken)));
        deleted.AddRange(decision.Deletes.Zip(deletions).Where(d => d.Second is null).Select(d => d.First));
        failed.AddRange(deletions.OfType<ApplyFailure>());
        if (decision.AttachFinalizer == false && !network.Deleting)
            failed.AddRange(await SetFinalizerAsync(network, memory, attach: false, cancellationToken));
        return new Outcome(applied, deleted, failed);
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

    private async Task<(ApplyAction Action, JsonObject? Result, ApplyFailure? Failure)> ApplyAsync(
        ApplyAction action,
        NetworkMemory memory,
        CancellationToken cancellationToken
    )
    {
        var key = action.Desired.Key;
        var resource = "";
        try
        {
            var kind = await client.Mapper.FindAsync(key.ApiVersion, key.Kind, cancellationToken);
            if (kind is null)
                return (action, null, Failure(key, "", "patch", NotServed(key), memory) with { Hash = action.Hash });
            resource = kind.Resource;
            if (action.Removal is { } removal)
                await RemoveAsync(kind, key, removal, cancellationToken);
            var result = await client.ApplyAsync(kind, action.Desired.Json, Apply, cancellationToken);
            memory.Writes.Written(key, result);
            return (action, result, null);
        }
        catch (ApiException e)
        {
            return (action, null, Failure(key, resource, "patch", e, memory) with { Hash = action.Hash });
        }
    }

    private async Task RemoveAsync(ResourceKind kind, ObjectKey key, JsonArray removal, CancellationToken cancellationToken)
    {
        try
        {
            var name = new ObjectName(key.Namespace, key.Name);
            await client.PatchAsync(
                kind,
                name,
                PatchType.Json,
                removal,
                new WriteOptions(ClusterNetworkApi.FieldManager),
                cancellationToken
            );
        }
        catch (ApiException e) when (e.Code == 422)
        {
            // A test in the patch failed.
            throw new ApiException("what is to be removed changed meanwhile") { Code = 409, Reason = "Conflict" };
        }
    }

    private async Task<ApplyFailure?> DeleteAsync(DeleteAction action, NetworkMemory memory, CancellationToken cancellationToken)
    {
        var resource = "";
        try
        {
            var kind = await client.Mapper.FindAsync(action.Key.ApiVersion, action.Key.Kind, cancellationToken);
            if (kind is null)
                return null;
            resource = kind.Resource;
            await client.DeleteAsync(
                kind,
                new ObjectName(action.Key.Namespace, action.Key.Name),
                new DeleteOptions(action.Uid),
                cancellationToken
            );
            memory.Writes.Deleted(action.Key, action.Uid);
            return null;
        }
        catch (ApiException e) when (e.IsConflict)
        {
            return null; // A namesake with another uid: ours is gone.
        }
        catch (ApiException e)
        {
            return Failure(action.Key, resource, "delete", e, memory);
        }
    }

    // A merge patch of the whole list under the resourceVersion that it was read at: another finalizer is never lost.
    private async Task<IEnumerable<ApplyFailure>> SetFinalizerAsync(
        NetworkObject network,
        NetworkMemory memory,
        bool attach,
        CancellationToken cancellationToken
    )
    {
        var others = network.Json.Texts("metadata", "finalizers").Where(f => f != Decision.Finalizer);
        var finalizers = attach ? others.Append(Decision.Finalizer) : others;
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["resourceVersion"] = network.Json.Text("metadata", "resourceVersion"),
                ["finalizers"] = new JsonArray([.. finalizers.Select(f => (JsonNode)f)]),
            },
        };
        try
        {
            var result = await client.PatchAsync(
                ClusterNetwork.Served,
                new ObjectName(null, network.Name),
                PatchType.Merge,
                patch,
                new WriteOptions(ClusterNetworkApi.FieldManager),
                cancellationToken
            );
            memory.Writes.Written(network.Key, result);
            return [];
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            return [];
        }
        catch (ApiException e)
        {
            return [Failure(network.Key, ClusterNetwork.Served.Resource, "patch", e, memory)];
        }
    }

    private ApplyFailure Failure(ObjectKey key, string resource, string verb, ApiException e, NetworkMemory memory)
    {
        var attempts = memory.Requests.Failures.TryGetValue(key, out var before) ? before.Attempts + 1 : 1;
        var words = e.ServerMessage.Length > 0 ? e.ServerMessage : e.Message;
        return new ApplyFailure(
            key,
            resource,
            verb,
            e.Code,
            e.Reason,
            words,
            attempts,
            clock.GetUtcNow() + ApplyFailure.Pause(attempts, e.RetryAfter)
        );
    }

    private static ApiException NotServed(ObjectKey key) =>
        new($"the API server does not serve {key.ApiVersion} {key.Kind}") { Code = 404, Reason = "NotFound" };
}
