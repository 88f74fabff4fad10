namespace CniOperator.Commands;

/// <summary>
/// What the user named cannot be used: a file that is not there, an option that makes no sense. The message says how to fix it.
/// </summary>
internal sealed class InputException(string message) : Exception(message);
