namespace CniOperator.Runtime.Metrics;

/// <summary>A counter or a gauge. Touch each label combination with <c>Add(0)</c> at start, so that alerts work before the first event.</summary>
public sealed class Metric
{
    /// <summary>Adds to the value of one label combination.</summary>
    public void Add(double amount, params ReadOnlySpan<string> labels) => throw new NotImplementedException();

    /// <summary>Sets the value of one label combination.</summary>
    public void Set(double value, params ReadOnlySpan<string> labels) => throw new NotImplementedException();

    /// <summary>Forgets one label combination.</summary>
    public void Remove(params ReadOnlySpan<string> labels) => throw new NotImplementedException();
}
