using CniOperator.Health;
using CniOperator.Health.Reports;

namespace CniOperator.Agent.Answering;

/// <summary>How often each node probed this one in the last minute. Bounded; safe for several threads.</summary>
public sealed class ReceivedCounts
{
    private const int MostSources = 64;
    private const int MostReported = 16;
    private const int Slices = 6;
    private const long SliceMilliseconds = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<NodeId, Source> _sources = [];

    /// <summary>Counts one request.</summary>
    /// <param name="node">Who sent it.</param>
    /// <param name="milliseconds">The time, from any beginning.</param>
    public void Add(NodeId node, long milliseconds)
    {
        lock (_lock)
        {
            if (!_sources.TryGetValue(node, out var source))
            {
                if (_sources.Count == MostSources)
                    _sources.Remove(_sources.MinBy(s => s.Value.Last).Key);
                _sources[node] = source = new Source();
            }
            source.Add(milliseconds);
        }
    }

    /// <summary>Those of the last minute, and when each came last; the busiest first.</summary>
    public IReadOnlyList<ReceivedFrom> Report(long milliseconds)
    {
        lock (_lock)
        {
            return
            [
                .. _sources
                    .Select(s => new ReceivedFrom(
                        s.Key,
                        s.Value.Count(milliseconds),
                        (int)Math.Min(int.MaxValue, milliseconds - s.Value.Last)
                    ))
                    .OrderByDescending(r => r.Requests)
                    .ThenBy(r => r.AgeMilliseconds)
                    .Take(MostReported),
            ];
        }
    }

    private sealed class Source
    {
        private readonly (long Slice, int Count)[] _slices = new (long, int)[Slices];

        internal long Last { get; private set; }

        internal void Add(long milliseconds)
        {
            Last = milliseconds;
            var slice = milliseconds / SliceMilliseconds;
            ref var entry = ref _slices[slice % Slices];
            entry = entry.Slice == slice ? (slice, entry.Count + 1) : (slice, 1);
        }

        internal int Count(long milliseconds)
        {
            var first = (milliseconds / SliceMilliseconds) - Slices + 1;
            return _slices.Where(s => s.Slice >= first).Sum(s => s.Count);
        }
    }
}
