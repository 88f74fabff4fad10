using System.Diagnostics.Metrics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace CniOperator.Runtime.Metrics;

/// <summary>All series of one name: what the listener makes of one instrument's measurements.</summary>
/// <param name="instrument">The instrument.</param>
/// <param name="type">The type as the exposition format names it.</param>
/// <typeparam name="TSeries">What is kept for one combination of label values.</typeparam>
internal abstract class MetricFamily<TSeries>(Instrument instrument, string type) : IMetricFamily
    where TSeries : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TSeries> _series = new(StringComparer.Ordinal);
    private string[]? _labels;

    protected string Name { get; } = instrument.Name;

    public Instrument Instrument => instrument;

    public string Type => type;

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_lock)
            Record(Find(tags), value);
    }

    public void Touch(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_lock)
            Find(tags);
    }

    public void Clear()
    {
        lock (_lock)
            _series.Clear();
    }

    public void WriteTo(TextWriter writer)
    {
        writer.Write($"# HELP {Name} {Escape(instrument.Description ?? "", quotes: false)}\n# TYPE {Name} {type}\n");
        lock (_lock)
        {
            foreach (var (labels, series) in _series.OrderBy(s => s.Key, StringComparer.Ordinal))
                Write(writer, labels, series);
        }
    }

    /// <summary>A series without a measurement.</summary>
    protected abstract TSeries Create();

    /// <summary>Adds a measurement to a series.</summary>
    /// <exception cref="ArgumentException">The instrument does not allow the value.</exception>
    protected abstract void Record(TSeries series, double value);

    /// <summary>Writes a series' lines.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="labels">The labels as text, without braces; empty if it has none.</param>
    /// <param name="series">The series.</param>
    protected abstract void Write(TextWriter writer, string labels, TSeries series);

    protected static string Number(double value) =>
        value switch
        {
            double.PositiveInfinity => "+Inf",
            double.NegativeInfinity => "-Inf",
            _ => value.ToString("R", CultureInfo.InvariantCulture),
        };

    protected static string Braces(string labels) => labels.Length == 0 ? "" : $"{{{labels}}}";

    // A series that exists is found without allocating: the label text is built on the stack.
    private TSeries Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        CheckLabels(tags);
        var text = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[256]);
        foreach (var (name, value) in tags)
        {
            text.AppendLiteral(text.Text.Length == 0 ? "" : ",");
            text.AppendLiteral(name);
            text.AppendLiteral("=\"");
            text.AppendLiteral(Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", quotes: true));
            text.AppendLiteral("\"");
        }

        var byText = _series.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!byText.TryGetValue(text.Text, out var series))
            byText[text.Text] = series = Create();
        text.Clear();
        return series;
    }

    private void CheckLabels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        _labels ??= Names(tags);
        var fits = tags.Length == _labels.Length;
        for (var i = 0; fits && i < tags.Length; i++)
            fits = tags[i].Key == _labels[i];
        if (!fits)
        {
            throw new ArgumentException(
                $"metric {Name} has the labels {string.Join(", ", _labels)}, not {string.Join(", ", Names(tags))}: each measurement has the same"
            );
        }
    }

    private static string[] Names(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var names = new string[tags.Length];
        for (var i = 0; i < tags.Length; i++)
            names[i] = tags[i].Key;
        return names;
    }

    private static string Escape(string text, bool quotes)
    {
        text = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quotes ? text.Replace("\"", "\\\"", StringComparison.Ordinal) : text;
    }
}
