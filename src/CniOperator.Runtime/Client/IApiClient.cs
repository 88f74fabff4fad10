using System.Text.Json.Nodes;
using CniOperator.Runtime.Client.Discovery;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;
using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Client;

/// <summary>
/// Calls to the Kubernetes API. Every call throws <see cref="ApiException"/> when the server refuses or cannot be reached,
/// <see cref="ApiTimeoutException"/> when the call's own deadline passed, and <see cref="OperationCanceledException"/> only when the
/// caller's token was cancelled. Idempotent calls are retried on 429 and 503. A write after leadership was lost throws
/// <see cref="LeadershipLostException"/> and sends nothing.
/// </summary>
public interface IApiClient
{
    /// <summary>Resolves kinds to resources.</summary>
    IRestMapper Mapper { get; }

    /// <summary>The object, or <c>null</c> if there is none.</summary>
    Task<T?> FindAsync<T>(ResourceType<T> type, ObjectName name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>The object; 404 is an exception.</summary>
    Task<T> GetAsync<T>(ResourceType<T> type, ObjectName name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>All objects of a scope, read page by page.</summary>
    Task<ObjectList<T>> ListAsync<T>(ResourceType<T> type, ListScope scope, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>One page of a scope's objects, for what need not be in memory as a whole.</summary>
    /// <param name="type">The kind.</param>
    /// <param name="scope">Which objects.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="next">What the page before said; <c>null</c> for the first one. One that is too old throws with code 410.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<ObjectPage<T>> PageAsync<T>(ResourceType<T> type, ListScope scope, int limit, string? next, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>Creates an object. Never retried: the first attempt may have worked.</summary>
    Task<T> CreateAsync<T>(ResourceType<T> type, T obj, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>Server-side apply: states the fields that the manager wants, creates the object if need be.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="obj">The object with apiVersion, kind and metadata.name; never changed.</param>
    /// <param name="options">Field manager, force, dry run, subresource.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The object as the server has it now, managedFields included.</returns>
    Task<JsonObject> ApplyAsync(ResourceKind kind, JsonObject obj, ApplyOptions options, CancellationToken cancellationToken);

    /// <summary>Patches an object that exists.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="name">The object.</param>
    /// <param name="type">The kind of patch.</param>
    /// <param name="patch">The patch; never changed.</param>
    /// <param name="fieldManager">The field manager; <c>null</c>: the server derives it from the user agent.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The object as the server has it now.</returns>
    Task<JsonObject> PatchAsync(
        ResourceKind kind,
        ObjectName name,
        PatchType type,
        JsonNode patch,
        string? fieldManager,
        CancellationToken cancellationToken
    );

    /// <summary>Deletes an object; its dependants go afterwards, by garbage collection.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="name">The object.</param>
    /// <param name="uid">
    /// Only the object with this uid is deleted: a namesake that came later stays, and throws with code 409. <c>null</c>: whichever is
    /// there.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns><c>false</c> if there was none.</returns>
    Task<bool> DeleteAsync(ResourceKind kind, ObjectName name, string? uid, CancellationToken cancellationToken);

    /// <summary>As <see cref="DeleteAsync"/>, and its dependants stay: they lose their owner and nothing else.</summary>
    Task<bool> OrphanAsync(ResourceKind kind, ObjectName name, string? uid, CancellationToken cancellationToken);

    /// <summary>GET of any path, such as <c>/version</c>; the body as JSON.</summary>
    Task<JsonNode?> GetRawAsync(string path, CancellationToken cancellationToken);
}
