namespace CniOperator.Operator.Tests.Loop;

/// <summary>
/// A clock for an operator that shows which of its requests are not answered yet: each has a timer for its deadline. A test that lets hours
/// pass in a moment waits for the answers, or else a busy machine makes requests time out that never took a millisecond.
/// </summary>
internal sealed class RequestClock(TimeProvider clock) : TimeProvider
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private TaskCompletionSource _answered = Completed();
    private int _open;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = clock.CreateTimer(callback, state, dueTime, period);
        return dueTime == Deadline && state is CancellationTokenSource ? new RequestTimer(this, timer) : timer;
    }

    /// <summary>Completes when no request waits for its answer.</summary>
    internal Task AnsweredAsync()
    {
        lock (_lock)
            return _answered.Task;
    }

    private void Opened()
    {
        lock (_lock)
        {
            if (_open++ == 0)
                _answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private void Closed()
    {
        lock (_lock)
        {
            if (--_open == 0)
                _answered.SetResult();
        }
    }

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }

    private sealed class RequestTimer : ITimer
    {
        private readonly RequestClock _clock;
        private readonly ITimer _timer;
        private int _disposed;

        internal RequestTimer(RequestClock clock, ITimer timer)
        {
            (_clock, _timer) = (clock, timer);
            clock.Opened();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => _timer.Change(dueTime, period);

        public void Dispose()
        {
            _timer.Dispose();
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
                _clock.Closed();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
