namespace CniOperator.Kubernetes.Cel;

/// <summary>A literal.</summary>
internal sealed record CelLiteral(object? Value, int Offset) : CelNode(Offset);
