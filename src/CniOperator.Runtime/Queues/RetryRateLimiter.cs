namespace CniOperator.Runtime.Queues;

/// <summary>
/// Exponential backoff for each key: 5 ms, 10 ms, … up to 1,000 s, as client-go's ItemExponentialFailureRateLimiter. Thread-safe.
/// </summary>
internal sealed class RetryRateLimiter<TKey>
    where TKey : notnull
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1000);

    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, int> _failures = [];

    /// <summary>Counts a failure and says how long to wait after it.</summary>
    public TimeSpan Next(TKey key)
    {
        lock (_lock)
        {
            var failures = _failures.GetValueOrDefault(key);
            _failures[key] = failures + 1;
            return Delay(failures);
        }
    }

    /// <summary>The key succeeded: its next failure is its first.</summary>
    public void Forget(TKey key)
    {
        lock (_lock)
            _failures.Remove(key);
    }

    public int FailuresOf(TKey key)
    {
        lock (_lock)
            return _failures.GetValueOrDefault(key);
    }

    /// <summary>The wait after so many earlier failures.</summary>
    public static TimeSpan Delay(int failures)
    {
        var delay = First * Math.Pow(2, Math.Min(failures, 20));
        return delay < Longest ? delay : Longest;
    }
}
