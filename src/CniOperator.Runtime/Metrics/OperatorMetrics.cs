namespace CniOperator.Runtime.Metrics;

/// <summary>The engine's metrics under controller-runtime's names, and a registry for further ones.</summary>
public sealed class OperatorMetrics
{
    /// <summary>The registry; register domain metrics here.</summary>
    public MetricRegistry Registry { get; } = new();
}
