namespace CniOperator.Runtime.Queues;

/// <summary>
/// A queue of keys with controller-runtime's guarantees. A key is in it once: adding it again keeps the earlier time and the higher
/// priority. A key that was handed out is locked until <see cref="Done"/>; added meanwhile, it is handed out once more after that, so no
/// change is missed and none is worked on twice at once. Higher priorities first, then first come, first served. Thread-safe.
/// </summary>
internal sealed class WorkQueue<TKey> : IDisposable
    where TKey : notnull
{
    /// <summary>Of what stems from a list: a live event overtakes it.</summary>
    public const int LowPriority = -100;

    /// <summary>Timers take 49 days at most; this one wakes up earlier and is armed again.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly IQueueObserver? _observer;
    private readonly ITimer _timer;
    private readonly Dictionary<TKey, Item> _items = [];
    private readonly Dictionary<TKey, long> _working = [];
    private readonly PriorityQueue<Item, (int Priority, long Order)> _ready = new();
    private readonly PriorityQueue<Item, long> _waiting = new();
    private TaskCompletionSource _changed = NewSignal();
    private long _order;
    private bool _closed;

    public WorkQueue(TimeProvider clock, IQueueObserver? observer = null)
    {
        _clock = clock;
        _observer = observer;
        _timer = clock.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many keys are ready to be handed out, by priority.</summary>
    public IReadOnlyDictionary<int, int> Depths
    {
        get
        {
            lock (_lock)
                return _items.Values.Where(i => i.ReadySince is not null).GroupBy(i => i.Priority).ToDictionary(g => g.Key, g => g.Count());
        }
    }

    /// <summary>For how long each key that is being worked on has been.</summary>
    public IReadOnlyList<TimeSpan> Working
    {
        get
        {
            lock (_lock)
                return [.. _working.Values.Select(begun => _clock.GetElapsedTime(begun))];
        }
    }

    /// <summary>Adds a key, to be handed out after a delay at the earliest.</summary>
    public void Add(TKey key, int priority = 0, TimeSpan delay = default)
    {
        lock (_lock)
        {
            if (_closed)
                return;
            _observer?.Added();
            var due = delay > TimeSpan.Zero ? Later(delay) : long.MinValue;
            if (_items.TryGetValue(key, out var old))
            {
                if (old.Due <= due && old.Priority >= priority)
                    return;
                due = Math.Min(due, old.Due);
                priority = Math.Max(priority, old.Priority);
                old.Replaced = true;
            }

            var item = new Item(key, priority, due, old?.Order ?? _order++) { ReadySince = old?.ReadySince };
            _items[key] = item;
            if (!_working.ContainsKey(key))
                Schedule(item);
        }
    }

    /// <summary>The next key, locked until <see cref="Done"/>; waits for one.</summary>
    /// <returns>No key, if the queue was closed.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<(bool Found, TKey Key)> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task changed;
            lock (_lock)
            {
                if (_closed)
                    return (false, default!);
                if (TryTake(out var key))
                    return (true, key);
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The work on a key has ended, well or not.</summary>
    public void Done(TKey key)
    {
        lock (_lock)
        {
            if (!_working.Remove(key, out var begun))
                return;
            _observer?.Done(_clock.GetElapsedTime(begun));
            if (_items.TryGetValue(key, out var item))
                Schedule(item);
        }
    }

    /// <summary>Nothing is handed out any more; those that wait get no key.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            Signal();
        }
    }

    /// <summary>Closes the queue and its timer.</summary>
    public void Dispose()
    {
        Close();
        _timer.Dispose();
    }

    private bool TryTake(out TKey key)
    {
        Promote();
        while (_ready.TryDequeue(out var item, out _))
        {
            if (item.Replaced)
                continue;
            _items.Remove(item.Key);
            _working[item.Key] = _clock.GetTimestamp();
            _observer?.HandedOut(_clock.GetElapsedTime(item.ReadySince ?? _clock.GetTimestamp()));
            key = item.Key;
            return true;
        }

        key = default!;
        return false;
    }

    private void Schedule(Item item)
    {
        if (item.Due <= _clock.GetTimestamp())
        {
            item.ReadySince ??= _clock.GetTimestamp();
            _ready.Enqueue(item, (-item.Priority, item.Order));
            Signal();
        }
        else
        {
            _waiting.Enqueue(item, item.Due);
            Arm();
        }
    }

    /// <summary>Moves what has become due.</summary>
    private void Promote()
    {
        var now = _clock.GetTimestamp();
        while (_waiting.TryPeek(out var item, out var due) && (item.Replaced || due <= now))
        {
            _waiting.Dequeue();
            if (item.Replaced)
                continue;
            item.ReadySince ??= now;
            _ready.Enqueue(item, (-item.Priority, item.Order));
            Signal();
        }
    }

    private void Wake()
    {
        lock (_lock)
        {
            Promote();
            Arm();
        }
    }

    private void Arm()
    {
        if (_closed || !_waiting.TryPeek(out _, out var due))
            return;
        var seconds = Math.Clamp((double)(due - _clock.GetTimestamp()) / _clock.TimestampFrequency, 0, LongestTimer.TotalSeconds);

        // A millisecond more, because a timer that fires early by rounding would find nothing due.
        _timer.Change(TimeSpan.FromSeconds(seconds) + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
    }

    private long Later(TimeSpan delay) => _clock.GetTimestamp() + (long)(delay.TotalSeconds * _clock.TimestampFrequency);

    private void Signal()
    {
        _changed.TrySetResult();
        _changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Item(TKey key, int priority, long due, long order)
    {
        public TKey Key { get; } = key;

        public int Priority { get; } = priority;

        public long Due { get; } = due;

        public long Order { get; } = order;

        /// <summary>
        /// Since when it could have been handed out; <c>null</c> while it waits for its time, or for the end of work on its key.
        /// </summary>
        public long? ReadySince { get; set; }

        /// <summary>A newer item for the same key stands elsewhere; this one is skipped.</summary>
        public bool Replaced { get; set; }
    }
}
