using Microsoft.Extensions.Time.Testing;

namespace CniOperator.Operator.Tests.Connectivity;

/// <summary>
/// Time that passes when a test says so, for code with many waits: what continues does so on the test's own thread, one step of the clock
/// after the other, however fast the machine is.
/// </summary>
internal sealed class VirtualTime : SynchronizationContext
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();

    internal FakeTimeProvider Clock { get; } = new(Sight.Start);

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_gate)
            _queue.Enqueue((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Begins something here.</summary>
    internal T Run<T>(Func<T> begin)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            return begin();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Time passes until something holds.</summary>
    /// <returns>After how many seconds; <c>null</c> when it does not hold by then.</returns>
    internal double? Until(Func<bool> holds, double seconds, Action<double>? each = null) =>
        Run<double?>(() =>
        {
            for (var passed = 0.0; passed < seconds; passed += Step.TotalSeconds)
            {
                Clock.Advance(Step);
                each?.Invoke(passed);
                Continue();
                if (holds())
                    return passed;
            }

            return null;
        });

    private void Continue()
    {
        for (var idle = 0; idle < 2; idle++)
        {
            while (Next() is var (callback, state) && callback is not null)
            {
                callback(state);
                idle = 0;
            }

            // What went by the thread pool has come back when what is queued there now has run.
            using var reached = new ManualResetEventSlim();
            ThreadPool.UnsafeQueueUserWorkItem(r => r.Set(), reached, preferLocal: false);
            reached.Wait();
        }
    }

    private (SendOrPostCallback? Callback, object? State) Next()
    {
        lock (_gate)
            return _queue.TryDequeue(out var next) ? next : (null, null);
    }
}
