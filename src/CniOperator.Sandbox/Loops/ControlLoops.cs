using System.Collections.Concurrent;
using System.Globalization;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.State;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Loops;

/// <summary>
/// Runs control loops over a cluster state, one at a time on one thread, woken by changes and by the clock. With a clock that tests
/// control,
/// the same input gives the same writes: await <see cref="SettleAsync"/> after each step of the clock.
/// </summary>
internal sealed class ControlLoops : IAsyncDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Handover = TimeSpan.FromMilliseconds(5);

    private readonly ClusterState _state;
    private readonly LoopState[] _entries;
    private readonly ClusterView _view = new();
    private readonly ConcurrentQueue<StateChange> _changes = new();
    private readonly SemaphoreSlim _signal = new(0);
    private readonly Lock _gate = new();
    private readonly ClusterWriter _writer;
    private readonly ITimer _timer;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _worker;
    private List<TaskCompletionSource> _waiters = [];
    private long _seen;
    private long _written;

    public ControlLoops(ClusterState state, IEnumerable<IControlLoop> loops, Action<string>? log = null)
    {
        _state = state;
        _writer = new ClusterWriter(state, log);
        _entries = [.. loops.Select(l => new LoopState(l))];
        _seen = _written = state.Revision;
        foreach (var resource in Kinds.All)
            Seed(resource);
        state.Changed += OnChanged;
        _timer = state.Clock.CreateTimer(_ => _signal.Release(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _worker = Task.Run(RunAsync);
        _signal.Release();
    }

    /// <summary>Writes that the API refused for another reason than that another writer was faster.</summary>
    public long Problems => _writer.Problems;

    /// <summary>When a loop wants to look again, or null; only meaningful while settled.</summary>
    public DateTimeOffset? NextWake { get; private set; }

    /// <summary>Completes when nothing is left to do at the clock's current time.</summary>
    public Task SettleAsync()
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _waiters.Add(waiter);
        _signal.Release();
        return waiter.Task;
    }

    /// <summary>Makes a loop look again: something outside the API changed (a fault, a stopped kubelet).</summary>
    public void Poke(IControlLoop loop)
    {
        Volatile.Write(ref _entries.First(e => e.Loop == loop).Dirty, true);
        _signal.Release();
    }

    public async ValueTask DisposeAsync()
    {
        _state.Changed -= OnChanged;
        await _stop.CancelAsync();
        _signal.Release();
        await _worker;
        await _timer.DisposeAsync();
        _signal.Dispose();
        _stop.Dispose();
    }

    private void OnChanged(StateChange change)
    {
        _changes.Enqueue(change);
        _signal.Release();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await _signal.WaitAsync();
            // Signals that piled up mean one look.
            while (_signal.CurrentCount > 0 && await _signal.WaitAsync(0))
                ;
            List<TaskCompletionSource> waiters;
            lock (_gate)
                (waiters, _waiters) = (_waiters, []);
            while (!_stop.IsCancellationRequested && Round())
                ;
            NextWake = _entries.Min(e => e.WakeAt);
            Arm();
            foreach (var waiter in waiters)
                waiter.TrySetResult();
        }

        lock (_gate)
            _waiters.ForEach(w => w.TrySetCanceled());
    }

    /// <summary>Runs every loop that has a reason to; false when none had.</summary>
    private bool Round()
    {
        var any = false;
        foreach (var entry in _entries)
        {
            TakeChanges();
            var now = _state.Clock.GetUtcNow();
            if (!entry.Dirty && (entry.WakeAt is null || entry.WakeAt > now))
                continue;
            any = true;
            Volatile.Write(ref entry.Dirty, false);
            RunLoop(entry, now);
        }

        TakeChanges();
        return any || _entries.Any(e => e.Dirty);
    }

    private void RunLoop(LoopState entry, DateTimeOffset now)
    {
        try
        {
            var step = entry.Loop.Step(_view, now);
            entry.WakeAt = step.WakeAt;
            foreach (var write in step.Writes)
            {
                if (!_writer.Execute(entry.Loop.Name, write))
                    entry.RetryAt(now + Retry);
            }

            if (step.Writes.Count > 0)
                _written = _state.Revision;
        }
        catch (Exception e)
        {
            // A loop that fails must not take the others with it, and must not be silent.
            entry.WakeAt = now + Retry;
            _writer.Report($"{entry.Loop.Name}: {e}");
        }
    }

    /// <summary>Takes in every change up to the loops' own last write: a loop that did not see it would make it again.</summary>
    private void TakeChanges()
    {
        do TakeQueued();
        // Another thread may be about to hand over changes that were committed before ours.
        while (_seen < _written && !_stop.IsCancellationRequested && _signal.Wait(Handover) is var _);
    }

    private void TakeQueued()
    {
        while (_changes.TryDequeue(out var change))
        {
            _seen = Math.Max(_seen, long.Parse(change.Object.Text("metadata", "resourceVersion") ?? "0", CultureInfo.InvariantCulture));
            _view.Take(change);
            foreach (var entry in _entries)
            {
                if (entry.Loop.Cares(change.Resource))
                    Volatile.Write(ref entry.Dirty, true);
            }
        }
    }

    private void Seed(ResourceName resource)
    {
        foreach (var obj in _state.List(resource))
            _view.Take(new StateChange(resource, StateChangeType.Added, obj));
    }

    private void Arm()
    {
        if (NextWake is not { } wake)
            return;
        var delay = wake - _state.Clock.GetUtcNow();
        _timer.Change(delay > TimeSpan.Zero ? delay : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private sealed class LoopState(IControlLoop loop)
    {
        public bool Dirty = true;

        public IControlLoop Loop { get; } = loop;

        public DateTimeOffset? WakeAt { get; set; }

        public void RetryAt(DateTimeOffset at) => WakeAt = WakeAt is null || at < WakeAt ? at : WakeAt;
    }
}
