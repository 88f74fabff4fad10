using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Resources;
using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Controllers;

/// <summary>A secondary resource of a controller, whatever its type.</summary>
internal interface ISecondaryWatch<TEntity>
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Starts to watch, and to report the keys that a change concerns.</summary>
    void Start(IInformers informers, IInformer<TEntity> primary, Action<ObjectName, int> enqueue);

    /// <summary>Completes when it has synced, or cannot: a missing permission must not hold up the operator.</summary>
    Task WhenSettledAsync(CancellationToken cancellationToken);
}
