using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Resources;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace CniOperator.Runtime.Caching;

/// <summary>The registry of shared informers. Its <see cref="Completion"/> ends with the first informer that dies.</summary>
internal sealed class Informers(ApiClient client, TimeProvider clock, Random random, ILoggerFactory logs)
    : IInformers,
        IAsyncDisposable,
        IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<object, Entry> _entries = [];
    private readonly List<Task> _ending = [];
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _stopped;

    /// <summary>Faults when an informer dies of anything but its own end: a handler that threw, a defect.</summary>
    public Task Completion => _completion.Task;

    public IInformer<T> Get<T>(ResourceType<T> type, ListScope? scope = null)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var key = (type, scope ?? ListScope.All);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_stopped, this);
            if (!_entries.TryGetValue(key, out var entry))
            {
                var log = logs.CreateLogger("CniOperator.Runtime.Watch");
                entry = new Entry(new SharedInformer<T>(client, type, key.Item2, clock, random, log));
                _entries[key] = entry;
                entry.Loop = Task.Run(() => RunAsync(entry));
            }

            entry.Handles++;
            return new InformerHandle<T>((SharedInformer<T>)entry.Informer, () => Release(key, entry));
        }
    }

    /// <summary>Ends all watches, and waits until they have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Stop());
        _completion.TrySetResult();
    }

    /// <summary>Ends all watches without waiting: for containers that are disposed of synchronously.</summary>
    public void Dispose() => Stop();

    private List<Task> Stop()
    {
        lock (_lock)
        {
            _stopped = true;
            foreach (var entry in _entries.Values)
                entry.Stop.Cancel();
            List<Task> loops = [.. _entries.Values.Select(e => e.Loop!), .. _ending];
            _entries.Clear();
            return loops;
        }
    }

    private void Release(object key, Entry entry)
    {
        lock (_lock)
        {
            if (--entry.Handles > 0 || !_entries.Remove(key))
                return;
            entry.Stop.Cancel();
            _ending.RemoveAll(t => t.IsCompleted);
            _ending.Add(entry.Loop!);
        }
    }

    private async Task RunAsync(Entry entry)
    {
        try
        {
            await entry.Informer.RunAsync(entry.Stop.Token);
        }
        catch (OperationCanceledException) when (entry.Stop.IsCancellationRequested)
        {
            // Its end was asked for.
        }
        catch (Exception e)
        {
            _completion.TrySetException(e);
        }
    }

    private sealed class Entry(ISharedInformer informer)
    {
        public ISharedInformer Informer { get; } = informer;

        public CancellationTokenSource Stop { get; } = new();

        public Task? Loop { get; set; }

        public int Handles { get; set; }
    }
}
