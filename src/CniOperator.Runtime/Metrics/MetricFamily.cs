using System.Globalization;

namespace CniOperator.Runtime.Metrics;

/// <summary>What counters, gauges and histograms have in common: a name, label names, and one series for each combination of values.</summary>
internal abstract class MetricFamily(string name, string help, string type, IReadOnlyList<string> labels)
{
    /// <summary>The metric's name.</summary>
    public string Name => name;

    /// <summary>The type as the exposition format names it.</summary>
    public string Type => type;

    /// <summary>The label names.</summary>
    public IReadOnlyList<string> Labels => labels;

    /// <summary>Writes help, type and all series, ordered by label values.</summary>
    public void WriteTo(TextWriter writer)
    {
        writer.Write($"# HELP {name} {Escape(help, false)}\n# TYPE {name} {type}\n");
        WriteSeries(writer);
    }

    protected abstract void WriteSeries(TextWriter writer);

    /// <summary>The label set in braces, or nothing. It is also the key of the series.</summary>
    /// <exception cref="ArgumentException">The number of values is not that of the names.</exception>
    protected string LabelSet(ReadOnlySpan<string> values)
    {
        if (values.Length != labels.Count)
            throw new ArgumentException($"metric {name} has the labels {string.Join(", ", labels)}: {values.Length} values were given");
        if (values.Length == 0)
            return "";
        var parts = new string[values.Length];
        for (var i = 0; i < values.Length; i++)
            parts[i] = $"{labels[i]}=\"{Escape(values[i], true)}\"";
        return string.Join(',', parts);
    }

    protected static string Number(double value) =>
        value switch
        {
            double.PositiveInfinity => "+Inf",
            double.NegativeInfinity => "-Inf",
            _ => value.ToString("R", CultureInfo.InvariantCulture),
        };

    protected static string Braces(string labelSet) => labelSet.Length == 0 ? "" : $"{{{labelSet}}}";

    private static string Escape(string text, bool quotes)
    {
        text = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quotes ? text.Replace("\"", "\\\"", StringComparison.Ordinal) : text;
    }
}
