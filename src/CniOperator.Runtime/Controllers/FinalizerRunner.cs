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
/// Runs our finalizers, wherever they stand among those of others, and takes each off that has finished, by a JSON patch that tests what it
/// relies on, so that no change of others is lost.
/// </summary>
internal sealed class FinalizerRunner<TEntity>(
    IApiClient client,
    ResourceType<TEntity> type,
    string fieldManager,
    IReadOnlyList<(string Identifier, IEntityFinalizer<TEntity> Finalizer)> finalizers
)
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Runs those of ours that the object still has, and detaches each that is finished. Stops at the first that is not.</summary>
    public async Task<ReconciliationResult<TEntity>> FinalizeAsync(TEntity entity, CancellationToken cancellationToken)
    {
        foreach (var (identifier, finalizer) in finalizers)
        {
            if (!Has(entity, identifier))
                continue;
            var result = await finalizer.FinalizeAsync(entity, cancellationToken);
            if (!result.IsSuccess || result.RequeueAfter is not null)
                return result;
            entity = await DetachAsync(result.Entity, identifier, cancellationToken);
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
            return await PatchAsync(entity, new JsonArray(same, test, remove), cancellationToken);
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
            var json = await client.PatchAsync(type.Kind, ObjectName.Of(entity), PatchType.Json, patch, fieldManager, cancellationToken);
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

    private static bool Has(TEntity entity, string identifier) => entity.Metadata.Finalizers?.Contains(identifier) == true;
}
