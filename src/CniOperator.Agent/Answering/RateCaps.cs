using CniOperator.Health.Peers;

namespace CniOperator.Agent.Answering;

/// <summary>
/// Token buckets by source address: what is signed is answered, and yet no recording of it makes an agent send without end. A fixed number
/// of buckets, which sources share by hash: nothing grows. Not safe for several threads.
/// </summary>
/// <param name="perSecond">Answers a second of one source.</param>
/// <param name="burst">Answers at once.</param>
public sealed class RateCaps(int perSecond, int burst)
{
    private const int Buckets = 1024;

    private readonly (float Tokens, long At)[] _buckets = new (float, long)[Buckets];

    /// <summary>Takes one token; false if the source has none left.</summary>
    /// <param name="source">Who asks.</param>
    /// <param name="milliseconds">The time, from any beginning.</param>
    public bool TryTake(PeerAddress source, long milliseconds)
    {
        ref var bucket = ref _buckets[(uint)source.GetHashCode() % Buckets];
        // A bucket that no one used yet, or long ago, is full.
        var tokens = bucket.At == 0 ? burst : Math.Min(burst, bucket.Tokens + ((milliseconds + 1 - bucket.At) * perSecond / 1000f));
        var allowed = tokens >= 1;
        bucket = (allowed ? tokens - 1 : tokens, milliseconds + 1);
        return allowed;
    }
}
