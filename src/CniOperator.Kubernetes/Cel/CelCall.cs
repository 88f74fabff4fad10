namespace CniOperator.Kubernetes.Cel;

/// <summary>A function <c>f(a)</c>, a method <c>t.f(a)</c> or an operator (<c>_+_</c>, cel-go's names).</summary>
internal sealed record CelCall(string Name, CelNode? Target, IReadOnlyList<CelNode> Arguments, int Offset) : CelNode(Offset);
