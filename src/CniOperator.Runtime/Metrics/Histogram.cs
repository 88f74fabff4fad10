namespace CniOperator.Runtime.Metrics;

/// <summary>Counts observations by size.</summary>
public sealed class Histogram
{
    /// <summary>Records one observation.</summary>
    public void Observe(double value, params ReadOnlySpan<string> labels) => throw new NotImplementedException();
}
