namespace CniOperator.Runtime.Metrics;

/// <summary>Metrics by name, written in the Prometheus text format 0.0.4.</summary>
public sealed class MetricRegistry
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, (object Metric, MetricFamily Family)> _metrics = new(StringComparer.Ordinal);
    private Action[] _collectors = [];

    /// <summary>A counter with the given label names; the same one if it exists.</summary>
    /// <exception cref="ArgumentException">The name is taken by a metric of another type or with other labels.</exception>
    public Metric Counter(string name, string help, params IReadOnlyList<string> labels) =>
        Add(name, "counter", labels, () => new Metric(name, help, "counter", labels), m => m.Family);

    /// <summary>A gauge with the given label names; the same one if it exists.</summary>
    /// <exception cref="ArgumentException">The name is taken by a metric of another type or with other labels.</exception>
    public Metric Gauge(string name, string help, params IReadOnlyList<string> labels) =>
        Add(name, "gauge", labels, () => new Metric(name, help, "gauge", labels), m => m.Family);

    /// <summary>A histogram with the given upper bounds, ascending, and label names; the same one if it exists.</summary>
    /// <exception cref="ArgumentException">The name is taken by a metric of another type or with other labels.</exception>
    public Histogram Histogram(string name, string help, IReadOnlyList<double> buckets, params IReadOnlyList<string> labels) =>
        Add(name, "histogram", labels, () => new Histogram(name, help, buckets, labels), m => m.Family);

    /// <summary>Calls back before each write, to set gauges that are computed when asked for.</summary>
    public void OnCollect(Action collect)
    {
        lock (_lock)
            _collectors = [.. _collectors, collect];
    }

    /// <summary>Writes all metrics, ordered by name.</summary>
    public void WriteTo(TextWriter writer)
    {
        Action[] collectors;
        MetricFamily[] families;
        lock (_lock)
        {
            collectors = _collectors;
            families = [.. _metrics.Values.Select(m => m.Family)];
        }

        foreach (var collect in collectors)
            collect();
        foreach (var family in families)
            family.WriteTo(writer);
    }

    private T Add<T>(string name, string type, IReadOnlyList<string> labels, Func<T> create, Func<T, MetricFamily> family)
        where T : class
    {
        lock (_lock)
        {
            if (!_metrics.TryGetValue(name, out var existing))
            {
                var metric = create();
                existing = (metric, family(metric));
                _metrics[name] = existing;
            }

            return existing.Metric is T same && existing.Family.Type == type && existing.Family.Labels.SequenceEqual(labels)
                ? same
                : throw new ArgumentException(
                    $"metric {name} exists as {existing.Family.Type} with labels {string.Join(", ", existing.Family.Labels)}"
                );
        }
    }
}
