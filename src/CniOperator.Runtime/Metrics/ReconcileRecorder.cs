namespace CniOperator.Runtime.Metrics;

/// <summary>Records the reconciles of one controller.</summary>
/// <param name="metrics">The instruments.</param>
/// <param name="controller">The controller's name.</param>
/// <param name="maxConcurrent">How many workers it has.</param>
internal sealed class ReconcileRecorder(ControllerMetrics metrics, string controller, int maxConcurrent)
{
    private int _active;

    /// <summary>The label that all its series have.</summary>
    public KeyValuePair<string, object?> Controller { get; } = new("controller", controller);

    public int MaxConcurrent => maxConcurrent;

    /// <summary>How many workers are at work.</summary>
    public int ActiveWorkers => Volatile.Read(ref _active);

    /// <summary>A worker began.</summary>
    public void Begun() => Interlocked.Increment(ref _active);

    /// <summary>A worker ended.</summary>
    public void Ended(TimeSpan duration)
    {
        metrics.Time.Record(duration.TotalSeconds, Controller);
        Interlocked.Decrement(ref _active);
    }

    /// <summary>Counts a reconcile by its result, one of <see cref="ReconcileResults"/>.</summary>
    public void Count(string result)
    {
        metrics.Total.Add(1, Controller, new("result", result));
        if (result == ReconcileResults.Error)
            metrics.Errors.Add(1, Controller);
    }

    /// <summary>An error that is not retried before the object changes.</summary>
    public void TerminalError() => metrics.TerminalErrors.Add(1, Controller);

    /// <summary>An unexpected exception.</summary>
    public void Panic() => metrics.Panics.Add(1, Controller);

    /// <summary>A reconcile that was cancelled because it took too long.</summary>
    public void Timeout() => metrics.Timeouts.Add(1, Controller);
}
