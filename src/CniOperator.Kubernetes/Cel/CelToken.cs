namespace CniOperator.Kubernetes.Cel;

/// <summary>One token: its kind, its text (of literals: their value) and where it starts.</summary>
internal readonly record struct CelToken(CelTokenKind Kind, string Text, int Offset, byte[]? Bytes = null)
{
    internal bool Is(string op) => Kind == CelTokenKind.Operator && Text == op;
}
