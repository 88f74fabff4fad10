namespace CniOperator.Runtime.Metrics;

/// <summary>Counts observations by size.</summary>
public sealed class Histogram
{
    private readonly Buckets _buckets;

    internal Histogram(string name, string help, IReadOnlyList<double> bounds, IReadOnlyList<string> labels) =>
        _buckets = new Buckets(name, help, bounds, labels);

    internal MetricFamily Family => _buckets;

    /// <summary>Records one observation.</summary>
    /// <exception cref="ArgumentException">The number of labels is wrong.</exception>
    public void Observe(double value, params ReadOnlySpan<string> labels) => _buckets.Observe(value, labels);

    /// <summary>Makes a label combination appear, with no observation yet.</summary>
    /// <exception cref="ArgumentException">The number of labels is wrong.</exception>
    public void Touch(params ReadOnlySpan<string> labels) => _buckets.Observe(null, labels);

    private sealed class Buckets(string name, string help, IReadOnlyList<double> bounds, IReadOnlyList<string> labels)
        : MetricFamily(name, help, "histogram", labels)
    {
        private readonly Lock _lock = new();
        private readonly SortedDictionary<string, Series> _series = new(StringComparer.Ordinal);

        public void Observe(double? value, ReadOnlySpan<string> values)
        {
            var key = LabelSet(values);
            lock (_lock)
            {
                if (!_series.TryGetValue(key, out var series))
                    _series[key] = series = new Series(new long[bounds.Count]);
                if (value is not { } v)
                    return;
                series.Count++;
                series.Sum += v;
                for (var i = 0; i < bounds.Count; i++)
                {
                    if (v <= bounds[i])
                    {
                        series.Counts[i]++;
                        break;
                    }
                }
            }
        }

        protected override void WriteSeries(TextWriter writer)
        {
            lock (_lock)
            {
                foreach (var (key, series) in _series)
                    WriteOne(writer, key, series);
            }
        }

        private void WriteOne(TextWriter writer, string key, Series series)
        {
            var prefix = key.Length == 0 ? "" : key + ",";
            var below = 0L;
            for (var i = 0; i < bounds.Count; i++)
            {
                below += series.Counts[i];
                writer.Write($"{Name}_bucket{{{prefix}le=\"{Number(bounds[i])}\"}} {below}\n");
            }

            writer.Write($"{Name}_bucket{{{prefix}le=\"+Inf\"}} {series.Count}\n");
            writer.Write($"{Name}_sum{Braces(key)} {Number(series.Sum)}\n{Name}_count{Braces(key)} {series.Count}\n");
        }

        private sealed class Series(long[] counts)
        {
            public long[] Counts { get; } = counts;

            public long Count { get; set; }

            public double Sum { get; set; }
        }
    }
}
