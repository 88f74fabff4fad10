namespace CniOperator.Kubernetes.Cel;

/// <summary>A map literal.</summary>
internal sealed record CelMapLiteral(IReadOnlyList<(CelNode Key, CelNode Value, bool IsOptional)> Entries, int Offset) : CelNode(Offset);
