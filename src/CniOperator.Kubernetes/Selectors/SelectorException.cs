namespace CniOperator.Kubernetes.Selectors;

/// <summary>A text that is not a selector; the message is worded as the API server words it.</summary>
public sealed class SelectorException(string message) : Exception(message);
