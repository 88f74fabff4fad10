namespace CniOperator.Runtime.Client.Connection;

/// <summary>No usable connection to a cluster was found; the message names the file, what is wrong with it and what to do.</summary>
public sealed class ClusterConnectionException : Exception
{
    /// <summary>Creates the exception without details.</summary>
    public ClusterConnectionException() { }

    /// <summary>Creates the exception with what is wrong.</summary>
    public ClusterConnectionException(string message)
        : base(message) { }

    /// <summary>Creates the exception with what is wrong and the cause.</summary>
    public ClusterConnectionException(string message, Exception? innerException)
        : base(message, innerException) { }
}
