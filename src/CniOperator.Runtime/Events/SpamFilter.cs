namespace CniOperator.Runtime.Events;

/// <summary>
/// A token bucket for each object: 25 Events at once, then one every five minutes, as client-go's EventSourceObjectSpamFilter.
/// Not thread-safe.
/// </summary>
internal sealed class SpamFilter(TimeProvider clock)
{
    private const int Burst = 25;
    private const int MostObjects = 4096;
    private static readonly TimeSpan Refill = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, (double Tokens, long At)> _buckets = [];

    public bool Allows(string key)
    {
        var now = clock.GetTimestamp();
        var tokens = (double)Burst;
        if (_buckets.TryGetValue(key, out var bucket))
            tokens = Math.Min(Burst, bucket.Tokens + (clock.GetElapsedTime(bucket.At, now) / Refill));
        else if (_buckets.Count >= MostObjects)
            Trim(now);
        var allowed = tokens >= 1;
        _buckets[key] = (allowed ? tokens - 1 : tokens, now);
        return allowed;
    }

    /// <summary>How long until one more is allowed.</summary>
    public TimeSpan WaitFor(string key)
    {
        if (!_buckets.TryGetValue(key, out var bucket))
            return TimeSpan.Zero;
        var missing = 1 - bucket.Tokens - (clock.GetElapsedTime(bucket.At) / Refill);
        return missing <= 0 ? TimeSpan.Zero : Refill * missing;
    }

    /// <summary>A bucket that has filled up again says nothing.</summary>
    private void Trim(long now)
    {
        foreach (var (key, bucket) in _buckets.ToArray())
        {
            if (bucket.Tokens + (clock.GetElapsedTime(bucket.At, now) / Refill) >= Burst || _buckets.Count >= MostObjects * 2)
                _buckets.Remove(key);
        }
    }
}
