using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Queues;
using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Controllers;

/// <summary>Maps changes of a secondary resource to keys. A watch that fails or recovers concerns all primary objects.</summary>
internal sealed class SecondaryWatch<TEntity, TSecondary>(
    ResourceType<TSecondary> type,
    ListScope scope,
    Func<TSecondary, IReadOnlyList<TEntity>, IEnumerable<ObjectName>> map,
    Func<TSecondary, TSecondary, bool>? changed
) : ISecondaryWatch<TEntity>
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
    where TSecondary : class, IKubernetesObject<V1ObjectMeta>
{
    private IInformer<TSecondary>? _informer;

    public void Start(IInformers informers, IInformer<TEntity> primary, Action<ObjectName, int> enqueue)
    {
        _informer = informers.Get(type, scope);
        _informer.Subscribe(change => Report(change, primary, enqueue));
        _informer.OnStateChanged(() =>
        {
            foreach (var entity in primary.List())
                enqueue(ObjectName.Of(entity), 0);
        });
    }

    public Task WhenSettledAsync(CancellationToken cancellationToken) =>
        _informer?.WhenSettledAsync(cancellationToken) ?? Task.CompletedTask;

    private void Report(ObjectChange<TSecondary> change, IInformer<TEntity> primary, Action<ObjectName, int> enqueue)
    {
        if (change is { Type: ChangeType.Modified, Old: { } before } && changed?.Invoke(before, change.Item) == false)
            return;
        var priority = change.IsInitialList ? WorkQueue<ObjectName>.LowPriority : 0;
        var all = primary.List();
        foreach (var key in map(change.Item, all))
            enqueue(key, priority);

        // An object that moved from one primary to another concerns both.
        if (change is { Type: ChangeType.Modified, Old: { } old })
        {
            foreach (var key in map(old, all))
                enqueue(key, priority);
        }
    }
}
