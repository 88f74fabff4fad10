namespace CniOperator.Kubernetes.Cel;

/// <summary>Variables, innermost first.</summary>
internal sealed record CelScope(string Name, object? Value, CelScope? Outer);
