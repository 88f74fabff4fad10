using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Resources;
using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Controllers;

/// <summary>
/// Watches whose kinds are known only at run time. Injectable into a controller. A change of a watched object, and a watch that settles,
/// fails or recovers, reconciles the owner.
/// </summary>
/// <typeparam name="TEntity">The kind that the controller reconciles.</typeparam>
public interface IDynamicWatches<TEntity>
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>
    /// Makes the given watches exactly those of the owner: starts what is new, keeps what runs, stops what is not named. Cheap when nothing
    /// changed, so a reconcile may call it every time. The engine drops all watches of an owner after it is gone.
    /// </summary>
    /// <returns>One informer per request, in the same order. They belong to the engine: do not dispose of them.</returns>
    IReadOnlyList<IInformer<Unstructured>> Ensure(ObjectName owner, IReadOnlyList<WatchRequest> requests);
}
