namespace CniOperator.Kubernetes.Cel;

/// <summary>A node of the syntax tree; <paramref name="Offset"/> is where an error about it points.</summary>
internal abstract record CelNode(int Offset);
