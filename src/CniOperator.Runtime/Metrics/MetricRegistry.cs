namespace CniOperator.Runtime.Metrics;

/// <summary>Metrics by name, written in the Prometheus text format 0.0.4.</summary>
public sealed class MetricRegistry
{
    /// <summary>A counter with the given label names; the same one if it exists.</summary>
    public Metric Counter(string name, string help, params IReadOnlyList<string> labels) => throw new NotImplementedException();

    /// <summary>A gauge with the given label names; the same one if it exists.</summary>
    public Metric Gauge(string name, string help, params IReadOnlyList<string> labels) => throw new NotImplementedException();

    /// <summary>A histogram with the given upper bounds, ascending, and label names; the same one if it exists.</summary>
    public Histogram Histogram(string name, string help, IReadOnlyList<double> buckets, params IReadOnlyList<string> labels) =>
        throw new NotImplementedException();

    /// <summary>Writes all metrics, ordered by name.</summary>
    public void WriteTo(TextWriter writer) => throw new NotImplementedException();
}
