using System.Diagnostics.Metrics;

namespace CniOperator.Runtime.Metrics;

/// <summary>Counters and gauges: one number for each label combination.</summary>
/// <param name="instrument">The instrument.</param>
/// <param name="type"><c>counter</c> or <c>gauge</c>.</param>
/// <param name="isTotal">Whether a measurement is the number itself; otherwise it is added to what was measured before.</param>
internal sealed class ValueFamily(Instrument instrument, string type, bool isTotal) : MetricFamily<ValueFamily.Value>(instrument, type)
{
    protected override Value Create() => new();

    protected override void Record(Value series, double value)
    {
        if (value < 0 && Type == "counter")
            throw new ArgumentException($"counter {Name} cannot go down by {-value}", nameof(value));
        series.Number = isTotal ? value : series.Number + value;
    }

    protected override void Write(TextWriter writer, string labels, Value series) =>
        writer.Write($"{Name}{Braces(labels)} {Number(series.Number)}\n");

    /// <summary>One series.</summary>
    internal sealed class Value
    {
        public double Number { get; set; }
    }
}
