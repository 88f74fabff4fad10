using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Runtime.Abstractions;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;
using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Controllers;

/// <summary>
/// Attaches, runs and detaches our finalizers, wherever they stand among those of others. All changes are JSON patches that test what they
/// rely on, so that nobody else's change is lost.
/// </summary>
internal sealed class FinalizerAutomaton<TEntity>(
    IApiClient client,
    ResourceType<TEntity> type,
    string fieldManager,
    IReadOnlyList<(string Identifier, IEntityFinalizer<TEntity> Finalizer)> finalizers
)
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Whether there is anything to attach.</summary>
    public bool Misses(TEntity entity) => finalizers.Any(f => !Has(entity, f.Identifier));

    /// <summary>Attaches all of ours that are missing.</summary>
    public async Task<TEntity> AttachAsync(TEntity entity, CancellationToken cancellationToken)
    {
        foreach (var (identifier, _) in finalizers)
            entity = await AttachAsync(entity, identifier, cancellationToken).ConfigureAwait(false);
        return entity;
    }

    /// <summary>Attaches one, unless it is there.</summary>
    public async Task<TEntity> AttachAsync(TEntity entity, string identifier, CancellationToken cancellationToken)
    {
        if (Has(entity, identifier) || entity.Metadata.DeletionTimestamp is not null)
            return entity;
        var isFirst = entity.Metadata.Finalizers is null or { Count: 0 };
        var add = new JsonObject
        {
            ["op"] = "add",
            ["path"] = isFirst ? "/metadata/finalizers" : "/metadata/finalizers/-",
            ["value"] = isFirst ? new JsonArray(identifier) : identifier,
        };
        return await PatchAsync(entity, new JsonArray(SameVersion(entity), add), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs those of ours that the object still has, and detaches each that is finished. Stops at the first that is not.</summary>
    public async Task<ReconciliationResult<TEntity>> FinalizeAsync(TEntity entity, CancellationToken cancellationToken)
    {
        foreach (var (identifier, finalizer) in finalizers)
        {
            if (!Has(entity, identifier))
                continue;
            var result = await finalizer.FinalizeAsync(entity, cancellationToken).ConfigureAwait(false);
            if (!result.IsSuccess || result.RequeueAfter is not null)
                return result;
            entity = await DetachAsync(result.Entity, identifier, cancellationToken).ConfigureAwait(false);
        }

        return ReconciliationResult<TEntity>.Success(entity);
    }

    private async Task<TEntity> DetachAsync(TEntity entity, string identifier, CancellationToken cancellationToken)
    {
        var path = $"/metadata/finalizers/{entity.Metadata.Finalizers.IndexOf(identifier)}";
        var test = new JsonObject
        {
            ["op"] = "test",
            ["path"] = path,
            ["value"] = identifier,
        };

        // The object may be gone and a namesake have come, that has the finalizer for reasons of its own.
        var same = new JsonObject
        {
            ["op"] = "test",
            ["path"] = "/metadata/uid",
            ["value"] = entity.Metadata.Uid,
        };
        var remove = new JsonObject { ["op"] = "remove", ["path"] = path };
        try
        {
            return await PatchAsync(entity, new JsonArray(same, test, remove), cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            // Somebody took the last finalizer off by hand: the object is gone, as it should be.
            return entity;
        }
    }

    // JsonArray is built by its constructor: a collection expression would use an Add that is not safe under Native AOT.
    private async Task<TEntity> PatchAsync(TEntity entity, JsonArray patch, CancellationToken cancellationToken)
    {
        try
        {
            var options = new WriteOptions(fieldManager);
            var json = await client
                .PatchAsync(type.Kind, ObjectName.Of(entity), PatchType.Json, patch, options, cancellationToken)
                .ConfigureAwait(false);
            return json.Deserialize(type.TypeInfo) ?? entity;
        }
        catch (ApiException e) when (e.Code == 422)
        {
            // A test that fails is "Invalid" to the server; to us it is a conflict: the cache was stale, and the next attempt has the news.
            throw new ApiException(e.Message, e)
            {
                Code = 409,
                Reason = "Conflict",
                Verb = e.Verb,
                Resource = e.Resource,
                Causes = e.Causes,
            };
        }
    }

    private static JsonObject SameVersion(TEntity entity) =>
        new()
        {
            ["op"] = "test",
            ["path"] = "/metadata/resourceVersion",
            ["value"] = entity.Metadata.ResourceVersion,
        };

    private static bool Has(TEntity entity, string identifier) => entity.Metadata.Finalizers?.Contains(identifier) == true;
}
