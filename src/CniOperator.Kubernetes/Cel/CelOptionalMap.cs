namespace CniOperator.Kubernetes.Cel;

/// <summary><c>o.optMap(x, e)</c> and <c>o.optFlatMap(x, e)</c>.</summary>
internal sealed record CelOptionalMap(CelNode Operand, string Variable, CelNode Body, bool IsFlat, int Offset) : CelNode(Offset);
