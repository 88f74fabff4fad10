using CniOperator.Runtime.Client.Resources;
using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Caching;

/// <summary>One holder's view of a shared informer: ends with its own subscriptions.</summary>
internal sealed class InformerHandle<T>(SharedInformer<T> shared, Action release) : IInformer<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly Lock _lock = new();
    private readonly List<IDisposable> _subscriptions = [];
    private bool _disposed;

    public ResourceType<T> Resource => shared.Resource;

    public ListScope Scope => shared.Scope;

    public bool HasSynced => shared.HasSynced;

    public WatchProblem? Problem => shared.Problem;

    public T? Find(ObjectName name) => shared.Store.Find(name);

    public IReadOnlyList<T> List() => shared.Store.List();

    public IDisposable Subscribe(Action<ObjectChange<T>> handler) => Keep(shared.Subscribe(handler));

    public IDisposable OnStateChanged(Action handler) => Keep(shared.OnStateChanged(handler));

    public Task WhenSyncedAsync(CancellationToken cancellationToken) => shared.Synced.WaitAsync(cancellationToken);

    public Task WhenSettledAsync(CancellationToken cancellationToken) => shared.Settled.WaitAsync(cancellationToken);

    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
        }

        foreach (var subscription in _subscriptions)
            subscription.Dispose();
        release();
    }

    private IDisposable Keep(IDisposable subscription)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _subscriptions.Add(subscription);
        }

        return subscription;
    }
}
