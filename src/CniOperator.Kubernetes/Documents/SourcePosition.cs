namespace CniOperator.Kubernetes.Documents;

/// <summary>A place in a text, both from 1.</summary>
public readonly record struct SourcePosition(int Line, int Column);
