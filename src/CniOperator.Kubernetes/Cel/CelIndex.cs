namespace CniOperator.Kubernetes.Cel;

/// <summary><c>a[b]</c> and <c>a[?b]</c>.</summary>
internal sealed record CelIndex(CelNode Operand, CelNode Key, bool IsOptional, int Offset) : CelNode(Offset);
