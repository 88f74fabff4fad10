namespace CniOperator.Kubernetes.Patches;

/// <summary>A patch cannot be applied; the message says which part of it and why.</summary>
internal sealed class PatchException(string message) : Exception(message);
