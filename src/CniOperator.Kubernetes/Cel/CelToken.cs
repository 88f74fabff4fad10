namespace CniOperator.Kubernetes.Cel;

internal enum CelTokenKind
{
    End,
    Identifier,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    Operator,
}

/// <summary>One token: its kind, its text (of literals: their value) and where it starts.</summary>
internal readonly record struct CelToken(CelTokenKind Kind, string Text, int Offset, byte[]? Bytes = null)
{
    internal bool Is(string op) => Kind == CelTokenKind.Operator && Text == op;
}
