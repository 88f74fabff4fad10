using System.Diagnostics.Metrics;

namespace CniOperator.Runtime.Metrics;

/// <summary>
/// Listens to one meter, and writes what it measures in the Prometheus text format 0.0.4. Names, labels and their order are the
/// instruments' own; a gauge is any instrument that is neither a counter nor a histogram.
/// </summary>
public sealed class PrometheusText : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, IMetricFamily> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    /// <summary>Listens to a meter, to instruments that it has and to those that it will have.</summary>
    public PrometheusText(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, meter))
                listener.EnableMeasurementEvents(instrument, FamilyOf(instrument));
        };
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => ((IMetricFamily)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => ((IMetricFamily)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => ((IMetricFamily)family!).Record(value, tags));
        _listener.Start();
    }

    /// <summary>Makes a label combination of a histogram appear, with no measurement yet. Counters get their zero by adding it.</summary>
    /// <exception cref="ArgumentException">The histogram is of another meter, or has other labels.</exception>
    public void Touch(Histogram<double> histogram, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        IMetricFamily? family;
        lock (_lock)
            _families.TryGetValue(histogram.Name, out family);
        if (family?.Instrument != histogram)
            throw new ArgumentException($"histogram {histogram.Name} is of another meter", nameof(histogram));
        family.Touch(tags);
    }

    /// <summary>Asks observable instruments, and writes all metrics, ordered by name.</summary>
    /// <exception cref="AggregateException">An observable instrument's callback failed.</exception>
    public void WriteTo(TextWriter writer)
    {
        lock (_lock)
        {
            // What an observable instrument does not report any more is gone.
            foreach (var family in _families.Values.Where(f => f.Instrument.IsObservable))
                family.Clear();
            _listener.RecordObservableInstruments();
            foreach (var family in _families.Values)
                family.WriteTo(writer);
        }
    }

    /// <summary>Stops listening.</summary>
    public void Dispose() => _listener.Dispose();

    private IMetricFamily FamilyOf(Instrument instrument)
    {
        var family = Create(instrument);
        lock (_lock)
        {
            return _families.TryAdd(instrument.Name, family)
                ? family
                : throw new ArgumentException($"metric {instrument.Name} exists already, as {_families[instrument.Name].Type}");
        }
    }

    private static IMetricFamily Create(Instrument instrument) =>
        instrument switch
        {
            Histogram<double> histogram => new HistogramFamily(histogram, histogram.Advice?.HistogramBucketBoundaries ?? []),
            Counter<long> or Counter<double> => new ValueFamily(instrument, "counter", isTotal: false),
            ObservableCounter<long> or ObservableCounter<double> => new ValueFamily(instrument, "counter", isTotal: true),
            UpDownCounter<long> or UpDownCounter<double> => new ValueFamily(instrument, "gauge", isTotal: false),
            _ => new ValueFamily(instrument, "gauge", isTotal: true),
        };
}
