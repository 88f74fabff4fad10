namespace CniOperator.Kubernetes.Cel;

/// <summary>A variable, or a name of a type.</summary>
internal sealed record CelIdentifier(string Name, int Offset) : CelNode(Offset);
