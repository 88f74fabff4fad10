namespace CniOperator.Kubernetes.Cel;

/// <summary>A list literal; optional entries start with <c>?</c>.</summary>
internal sealed record CelListLiteral(IReadOnlyList<(CelNode Value, bool IsOptional)> Entries, int Offset) : CelNode(Offset);
