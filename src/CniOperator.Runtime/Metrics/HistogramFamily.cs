using System.Diagnostics.Metrics;

namespace CniOperator.Runtime.Metrics;

/// <summary>Histograms: measurements counted by size.</summary>
/// <param name="instrument">The instrument.</param>
/// <param name="bounds">The buckets' upper bounds, ascending.</param>
internal sealed class HistogramFamily(Instrument instrument, IReadOnlyList<double> bounds)
    : MetricFamily<HistogramFamily.Buckets>(instrument, "histogram")
{
    protected override Buckets Create() => new(new long[bounds.Count]);

    protected override void Record(Buckets series, double value)
    {
        series.Count++;
        series.Sum += value;
        for (var i = 0; i < bounds.Count; i++)
        {
            if (value <= bounds[i])
            {
                series.Counts[i]++;
                return;
            }
        }
    }

    protected override void Write(TextWriter writer, string labels, Buckets series)
    {
        var prefix = labels.Length == 0 ? "" : labels + ",";
        var below = 0L;
        for (var i = 0; i < bounds.Count; i++)
        {
            below += series.Counts[i];
            writer.Write($"{Name}_bucket{{{prefix}le=\"{Number(bounds[i])}\"}} {below}\n");
        }

        writer.Write($"{Name}_bucket{{{prefix}le=\"+Inf\"}} {series.Count}\n");
        writer.Write($"{Name}_sum{Braces(labels)} {Number(series.Sum)}\n{Name}_count{Braces(labels)} {series.Count}\n");
    }

    /// <summary>One series.</summary>
    /// <param name="counts">Measurements by the first bound that they do not exceed.</param>
    internal sealed class Buckets(long[] counts)
    {
        public long[] Counts { get; } = counts;

        public long Count { get; set; }

        public double Sum { get; set; }
    }
}
