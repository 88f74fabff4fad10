namespace CniOperator.Kubernetes.Cel;

/// <summary><c>a.b</c>, <c>a.?b</c>, and with <paramref name="IsTest"/> <c>has(a.b)</c>.</summary>
internal sealed record CelSelect(CelNode Operand, string Field, bool IsOptional, bool IsTest, int Offset) : CelNode(Offset);
