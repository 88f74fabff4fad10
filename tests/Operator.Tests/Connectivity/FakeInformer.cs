using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Resources;
using k8s;
using k8s.Models;

namespace CniOperator.Operator.Tests.Connectivity;

/// <summary>A cache that a test fills.</summary>
internal sealed class FakeInformer<T> : IInformer<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly List<Action<ObjectChange<T>>> _handlers = [];
    private IReadOnlyList<T> _items = [];

    public ResourceType<T> Resource { get; set; } = null!;

    public ListScope Scope { get; set; } = ListScope.All;

    public bool HasSynced { get; set; } = true;

    public WatchProblem? Problem { get; set; }

    internal Action Closed { get; set; } = () => { };

    public T? Find(ObjectName name) => _items.FirstOrDefault(i => ObjectName.Of(i) == name);

    public IReadOnlyList<T> List() => _items;

    public IDisposable Subscribe(Action<ObjectChange<T>> handler)
    {
        foreach (var item in _items)
            handler(new ObjectChange<T>(ChangeType.Added, null, item, true));
        _handlers.Add(handler);
        return this;
    }

    public IDisposable OnStateChanged(Action handler) => this;

    public Task WhenSyncedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task WhenSettledAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _handlers.Clear();
        Closed();
    }

    /// <summary>An object comes, or changes.</summary>
    internal void Put(T item)
    {
        var old = Find(ObjectName.Of(item));
        _items = [.. _items.Where(i => i != old), item];
        Tell(new ObjectChange<T>(old is null ? ChangeType.Added : ChangeType.Modified, old, item, false));
    }

    /// <summary>An object goes.</summary>
    internal void Remove(T item)
    {
        var old = Find(ObjectName.Of(item));
        _items = [.. _items.Where(i => i != old)];
        Tell(new ObjectChange<T>(ChangeType.Deleted, old, item, false));
    }

    private void Tell(ObjectChange<T> change)
    {
        foreach (var handler in _handlers.ToList())
            handler(change);
    }
}
