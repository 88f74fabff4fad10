using System.Diagnostics.Metrics;

namespace CniOperator.Runtime.Metrics;

/// <summary>A name on <c>/metrics</c>, with all its series.</summary>
internal interface IMetricFamily
{
    /// <summary>The instrument that it is made of.</summary>
    Instrument Instrument { get; }

    /// <summary>The type as the exposition format names it.</summary>
    string Type { get; }

    /// <summary>Takes in a measurement.</summary>
    /// <exception cref="ArgumentException">The label names differ from those of other measurements, or a counter would go down.</exception>
    void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags);

    /// <summary>Makes a label combination appear, with no measurement yet.</summary>
    /// <exception cref="ArgumentException">The label names differ from those of other measurements.</exception>
    void Touch(ReadOnlySpan<KeyValuePair<string, object?>> tags);

    /// <summary>Forgets all series.</summary>
    void Clear();

    /// <summary>Writes help, type and all series, ordered by label values.</summary>
    void WriteTo(TextWriter writer);
}
