using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Queues;
using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Controllers;

/// <summary>The watches that owners asked for at run time.</summary>
internal sealed class DynamicWatches<TEntity>(IInformers informers, ControllerQueue<TEntity> queue) : IDynamicWatches<TEntity>
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectName, Dictionary<WatchRequest, IInformer<Unstructured>>> _owners = [];

    public IReadOnlyList<IInformer<Unstructured>> Ensure(ObjectName owner, IReadOnlyList<WatchRequest> requests)
    {
        lock (_lock)
        {
            if (!_owners.TryGetValue(owner, out var running))
                _owners[owner] = running = [];

            // Start before stopping, so that an informer that both need is kept.
            foreach (var request in requests.Where(r => !running.ContainsKey(r)).Distinct().ToList())
                running[request] = Start(owner, request);
            foreach (var request in running.Keys.Except(requests).ToList())
            {
                running.Remove(request, out var informer);
                informer!.Dispose();
            }

            return [.. requests.Select(r => running[r])];
        }
    }

    /// <summary>Stops all watches of an owner that is gone.</summary>
    public void Forget(ObjectName owner)
    {
        lock (_lock)
        {
            if (!_owners.Remove(owner, out var running))
                return;
            foreach (var informer in running.Values)
                informer.Dispose();
        }
    }

    private IInformer<Unstructured> Start(ObjectName owner, WatchRequest request)
    {
        var informer = informers.Get(request.Type, request.Scope);

        // The owner reads the cache right after this: what is in it already is not a change.
        var replay = true;
        informer.Subscribe(change =>
        {
            var same = change is { Type: ChangeType.Modified, Old: { } before } && request.Matters?.Invoke(before, change.Item) == false;
            if (!same && !Volatile.Read(ref replay))
                queue.Add(owner, change.IsInitialList ? WorkQueue<ObjectName>.LowPriority : 0);
        });
        Volatile.Write(ref replay, false);
        informer.OnStateChanged(() => queue.Add(owner));
        return informer;
    }
}
