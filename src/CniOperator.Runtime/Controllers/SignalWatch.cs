using CniOperator.Runtime.Abstractions;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Resources;
using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Controllers;

/// <summary>Reconciles all primary objects when a signal says so.</summary>
internal sealed class SignalWatch<TEntity>(ReconcileSignal signal) : ISecondaryWatch<TEntity>
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    public void Start(IInformers informers, IInformer<TEntity> primary, Action<ObjectName, int> enqueue) =>
        signal.Connect(() =>
        {
            foreach (var entity in primary.List())
                enqueue(ObjectName.Of(entity), 0);
        });

    public Task WhenSettledAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
