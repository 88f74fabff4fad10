namespace CniOperator.Runtime.Abstractions;

/// <summary>A reconcile failed in a way that only a change of the object can fix: it is not retried before that.</summary>
public sealed class TerminalReconcileException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public TerminalReconcileException() { }

    /// <summary>Creates the exception with what is wrong and how to fix it.</summary>
    public TerminalReconcileException(string message)
        : base(message) { }

    /// <summary>Creates the exception with what is wrong, how to fix it, and the cause.</summary>
    public TerminalReconcileException(string message, Exception innerException)
        : base(message, innerException) { }
}
