using System.Collections.Concurrent;

namespace CniOperator.Sandbox.State;

/// <summary>Hands committed changes on, in commit order, once the write that made them has left the state's lock.</summary>
internal sealed class ChangeFeed(Lock gate)
{
    private readonly ConcurrentQueue<StateChange> _pending = new();
    private TaskCompletionSource _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _draining;

    /// <summary>Completes at the next change of anything; ask again afterwards.</summary>
    internal Task Next
    {
        get
        {
            lock (gate)
                return _signal.Task;
        }
    }

    /// <summary>Takes a change, under the lock.</summary>
    internal void Add(StateChange change) => _pending.Enqueue(change);

    /// <summary>Tells those who wait and <paramref name="handler"/>, unless the thread is still inside an outer write.</summary>
    internal void Announce(Action<StateChange>? handler)
    {
        if (gate.IsHeldByCurrentThread || _pending.IsEmpty)
            return;
        TaskCompletionSource signal;
        lock (gate)
            (signal, _signal) = (_signal, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        signal.SetResult();
        while (!_pending.IsEmpty && Interlocked.CompareExchange(ref _draining, 1, 0) == 0)
        {
            try
            {
                while (_pending.TryDequeue(out var change))
                    handler?.Invoke(change);
            }
            finally
            {
                Volatile.Write(ref _draining, 0);
            }
        }
    }
}
