namespace CniOperator.Runtime.Hosting;

/// <summary>The operator cannot go on: the process must end with a non-zero exit code and this message.</summary>
public sealed class OperatorFailedException : Exception
{
    /// <summary>Creates the exception without details.</summary>
    public OperatorFailedException() { }

    /// <summary>Creates the exception with what failed.</summary>
    public OperatorFailedException(string message)
        : base(message) { }

    /// <summary>Creates the exception with what failed and why.</summary>
    public OperatorFailedException(string message, Exception innerException)
        : base(message, innerException) { }
}
