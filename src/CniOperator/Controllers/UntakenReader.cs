using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Controllers;

/// <summary>
/// Looks for objects by their names before they are applied for the first time: one GET each, and a watch from then on for one that is
/// there. What our label shows already is never asked for.
/// </summary>
internal sealed class UntakenReader(IApiClient client)
{
    /// <summary>Those of <paramref name="keys"/> that are there.</summary>
    /// <param name="keys">The objects to look for.</param>
    /// <param name="watched">What is watched already.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <exception cref="ApiException">The API server does not answer.</exception>
    internal async Task<IReadOnlyDictionary<ObjectKey, JsonObject>> ReadAsync(
        IReadOnlyList<ObjectKey> keys,
        WatchedObjects? watched,
        CancellationToken cancellationToken
    )
    {
        var found = await Task.WhenAll(keys.Select(async k => (Key: k, Json: await FindAsync(k, watched, cancellationToken))));
        return found.Where(f => f.Json is not null).ToDictionary(f => f.Key, f => f.Json!);
    }

    private async Task<JsonObject?> FindAsync(ObjectKey key, WatchedObjects? watched, CancellationToken cancellationToken)
    {
        if (watched?.Named(key) is { HasSynced: true } cache)
            return cache.Find(new ObjectName(key.Namespace, key.Name))?.Json;
        if (await client.Mapper.FindAsync(key.ApiVersion, key.Kind, cancellationToken) is not { } kind)
            return null;
        var type = Unstructured.Of(kind);
        try
        {
            return (await client.FindAsync(type, new ObjectName(key.Namespace, key.Name), cancellationToken))?.Json;
        }
        catch (ApiException e) when (e.IsForbidden)
        {
            return await ListAsync(type, key, cancellationToken);
        }
    }

    // For addons of their own people grant list and watch. An object that may not be read at all is applied unseen, as its watch says.
    private async Task<JsonObject?> ListAsync(ResourceType<Unstructured> type, ObjectKey key, CancellationToken cancellationToken)
    {
        try
        {
            var scope = new ListScope(key.Namespace, FieldSelector: $"metadata.name={key.Name}");
            return (await client.ListAsync(type, scope, cancellationToken)).Items is [var only, ..] ? only.Json : null;
        }
        catch (ApiException e) when (e.IsForbidden)
        {
            return null;
        }
    }
}
