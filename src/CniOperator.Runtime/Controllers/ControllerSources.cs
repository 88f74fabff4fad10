using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Queues;
using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Controllers;

/// <summary>
/// Feeds a controller's queue from its primary and secondary resources, and remembers what was deleted until that was reported.
/// </summary>
internal sealed class ControllerSources<TEntity>(
    ControllerRegistration<TEntity> registration,
    IInformers informers,
    ControllerQueue<TEntity> queue
)
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectName, Queue<TEntity>> _deleted = [];
    private IInformer<TEntity>? _primary;
    private bool _remember;

    /// <summary>The primary resource.</summary>
    /// <exception cref="InvalidOperationException">Before <see cref="Start"/>.</exception>
    public IInformer<TEntity> Primary => _primary ?? throw new InvalidOperationException("the controller's sources have not been started");

    public void Start()
    {
        _primary = informers.Get(registration.Type, registration.Scope);
        foreach (var secondary in registration.Secondaries)
            secondary.Start(informers, _primary, (key, priority) => queue.Add(key, priority));

        // Last, so that no primary object is handed out by a source that the others do not know yet.
        _primary.Subscribe(OnPrimary);
    }

    /// <summary>Completes when the primary resource has synced and every secondary one has synced or cannot.</summary>
    public async Task WhenReadyAsync(CancellationToken cancellationToken)
    {
        await Primary.WhenSyncedAsync(cancellationToken);
        foreach (var secondary in registration.Secondaries)
            await secondary.WhenSettledAsync(cancellationToken);
    }

    /// <summary>From now on deletions are remembered: before, another replica was in charge, or nothing had been reconciled.</summary>
    public void Remember()
    {
        lock (_lock)
            _remember = true;
    }

    /// <summary>The earliest deletion of this name that was not reported yet.</summary>
    public TEntity? PeekDeleted(ObjectName key)
    {
        lock (_lock)
            return _deleted.TryGetValue(key, out var gone) ? gone.Peek() : null;
    }

    /// <summary>It was reported.</summary>
    public void ForgetDeleted(ObjectName key)
    {
        lock (_lock)
        {
            if (_deleted.TryGetValue(key, out var gone) && gone.TryDequeue(out _) && gone.Count == 0)
                _deleted.Remove(key);
        }
    }

    private void OnPrimary(ObjectChange<TEntity> change)
    {
        var key = ObjectName.Of(change.Item);
        if (change is { Type: ChangeType.Modified, Old: { } old } && !ControllerRegistration<TEntity>.Matters(old, change.Item))
            return;
        if (change.Type == ChangeType.Deleted)
            KeepDeleted(key, change.Item);
        queue.Add(key, change.IsInitialList ? WorkQueue<ObjectName>.LowPriority : 0);
    }

    private void KeepDeleted(ObjectName key, TEntity last)
    {
        lock (_lock)
        {
            if (!_remember)
                return;
            if (!_deleted.TryGetValue(key, out var gone))
                _deleted[key] = gone = new Queue<TEntity>();
            gone.Enqueue(last);
        }
    }
}
