using CniOperator.Health.Probes;
using CniOperator.Health.Reports;

namespace CniOperator.Agent.Rounds;

/// <summary>The last rounds of one edge, and the round trips of its last minute. Not safe for several threads.</summary>
internal sealed class EdgeHistory
{
    // No more rounds than those whose failure is known too: who counts losses must be able to take outages out. A minute has fewer, except
    // with the shortest intervals.
    private const int MostSamples = 31;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly Queue<(DateTimeOffset At, ProbeResult Result)> _samples = new(4);
    private ProbeResult _last;
    private ProbeFault _fault;
    private uint _failed;

    /// <summary>Rounds that count, at most 32.</summary>
    internal int Rounds { get; private set; }

    /// <summary>Rounds in a row without a failure, since the last one.</summary>
    internal int Well { get; private set; }

    /// <summary>The last round failed.</summary>
    internal bool FailedLast => Rounds > 0 && (_failed & 1) != 0;

    /// <summary>The size that came through when sizes were tried last.</summary>
    internal int LargestSize => _last.LargestSize;

    /// <summary>Adds a round.</summary>
    /// <returns>
    /// Whether it is news: the first, a failure after none, another failure, the second in a row (some count from there on), or none after
    /// one.
    /// </returns>
    internal bool Add(ProbeResult result, DateTimeOffset now)
    {
        var failed = result.Fault != ProbeFault.None;
        // Routers limit how often they say what is wrong: silence within one outage takes nothing back.
        if (result.Fault == ProbeFault.Timeout && FailedLast)
            result = result with { Fault = _fault };
        var second = failed && (_failed & 3) == 1;
        var news =
            Rounds == 0 || failed != FailedLast || second || (failed && result.Fault != _fault) || result.LargestSize != _last.LargestSize;
        _failed = (_failed << 1) | (failed ? 1u : 0u);
        Rounds = Math.Min(32, Rounds + 1);
        Well = failed ? 0 : Well + 1;
        _last = result;
        if (failed)
            _fault = result.Fault;
        if (_samples.Count == MostSamples)
            _samples.Dequeue();
        _samples.Enqueue((now, result));
        return news;
    }

    /// <summary>What a report says of it.</summary>
    internal EdgeReport ToReport(EdgeKey key, DateTimeOffset now)
    {
        while (_samples.TryPeek(out var oldest) && now - oldest.At > Kept)
            _samples.Dequeue();
        Span<int> trips = stackalloc int[MostSamples];
        var (count, sent, lost) = (0, 0, 0);
        foreach (var (_, result) in _samples)
        {
            sent += result.Sent;
            lost += result.Lost;
            if (result.Microseconds > 0)
                trips[count++] = result.Microseconds;
        }
        trips = trips[..count];
        trips.Sort();
        return new EdgeReport
        {
            Kind = key.Kind,
            Target = key.Target,
            Family = key.Family,
            Failed = _failed,
            Rounds = Rounds,
            Sent = sent,
            Lost = lost,
            Fault = _fault,
            MedianMicroseconds = count == 0 ? 0 : trips[count / 2],
            WorstMicroseconds = count == 0 ? 0 : trips[^1],
            SourceChanged = _last.SourceChanged,
            LargestSize = _last.LargestSize,
        };
    }
}
