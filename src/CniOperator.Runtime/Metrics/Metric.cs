namespace CniOperator.Runtime.Metrics;

/// <summary>
/// A counter or a gauge. Touch each label combination with <c>Add(0)</c> at start, so that alerts work before the first event.
/// </summary>
public sealed class Metric
{
    private readonly Values _values;

    internal Metric(string name, string help, string type, IReadOnlyList<string> labels) => _values = new Values(name, help, type, labels);

    internal MetricFamily Family => _values;

    /// <summary>Adds to the value of one label combination.</summary>
    /// <exception cref="ArgumentException">The number of labels is wrong, or a counter would go down.</exception>
    public void Add(double amount, params ReadOnlySpan<string> labels)
    {
        if (amount < 0 && _values.Type == "counter")
            throw new ArgumentException($"counter {_values.Name} cannot go down by {amount}", nameof(amount));
        _values.Change(labels, v => v + amount);
    }

    /// <summary>Sets the value of one label combination.</summary>
    /// <exception cref="ArgumentException">The number of labels is wrong.</exception>
    public void Set(double value, params ReadOnlySpan<string> labels) => _values.Change(labels, _ => value);

    /// <summary>Forgets one label combination.</summary>
    /// <exception cref="ArgumentException">The number of labels is wrong.</exception>
    public void Remove(params ReadOnlySpan<string> labels) => _values.Remove(labels);

    /// <summary>The value of one label combination; 0 if it was never touched.</summary>
    public double Value(params ReadOnlySpan<string> labels) => _values.Get(labels);

    private sealed class Values(string name, string help, string type, IReadOnlyList<string> labels)
        : MetricFamily(name, help, type, labels)
    {
        private readonly Lock _lock = new();
        private readonly SortedDictionary<string, double> _series = new(StringComparer.Ordinal);

        public void Change(ReadOnlySpan<string> values, Func<double, double> change)
        {
            var key = LabelSet(values);
            lock (_lock)
                _series[key] = change(_series.GetValueOrDefault(key));
        }

        public void Remove(ReadOnlySpan<string> values)
        {
            var key = LabelSet(values);
            lock (_lock)
                _series.Remove(key);
        }

        public double Get(ReadOnlySpan<string> values)
        {
            var key = LabelSet(values);
            lock (_lock)
                return _series.GetValueOrDefault(key);
        }

        protected override void WriteSeries(TextWriter writer)
        {
            lock (_lock)
            {
                foreach (var (key, value) in _series)
                    writer.Write($"{Name}{Braces(key)} {Number(value)}\n");
            }
        }
    }
}
