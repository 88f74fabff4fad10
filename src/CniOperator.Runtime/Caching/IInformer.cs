using CniOperator.Runtime.Client.Resources;
using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Caching;

/// <summary>
/// A handle on a cache of one kind's objects that a watch keeps up to date. Handles on the same kind and scope share one watch and one
/// cache; the watch ends with the last handle. Objects are shared: never change one.
/// </summary>
/// <typeparam name="T">The kind.</typeparam>
public interface IInformer<T> : IDisposable
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>The kind.</summary>
    ResourceType<T> Resource { get; }

    /// <summary>Which objects of it.</summary>
    ListScope Scope { get; }

    /// <summary>Whether the cache has held the whole list at least once. Before that an absent object means nothing.</summary>
    bool HasSynced { get; }

    /// <summary>
    /// Why the watch does not run at present; <c>null</c> while all is well. The watch is retried with backoff meanwhile.
    /// </summary>
    WatchProblem? Problem { get; }

    /// <summary>The object, or <c>null</c> if the cache has none.</summary>
    T? Find(ObjectName name);

    /// <summary>All objects, as of one moment.</summary>
    IReadOnlyList<T> List();

    /// <summary>
    /// Calls back on every change, one at a time and in order per object, beginning with an <c>Added</c> for each object that is cached
    /// already. The handler must be fast and must not throw. Dispose to end it.
    /// </summary>
    IDisposable Subscribe(Action<ObjectChange<T>> handler);

    /// <summary>Calls back when <see cref="Problem"/> or <see cref="HasSynced"/> changed. Dispose to end it.</summary>
    IDisposable OnStateChanged(Action handler);

    /// <summary>Completes when the cache has synced.</summary>
    Task WhenSyncedAsync(CancellationToken cancellationToken);

    /// <summary>Completes when the cache has synced or the watch reported a problem, whichever is first.</summary>
    Task WhenSettledAsync(CancellationToken cancellationToken);
}
