namespace CniOperator.Runtime.Client.Errors;

/// <summary>
/// A write was refused, before it was sent, because this process no longer leads: another replica may be writing already.
/// </summary>
public sealed class LeadershipLostException : Exception
{
    /// <summary>Creates the exception without details.</summary>
    public LeadershipLostException() { }

    /// <summary>Creates the exception with the request that was refused.</summary>
    public LeadershipLostException(string message)
        : base(message) { }

    /// <summary>Creates the exception with the request that was refused and a cause.</summary>
    public LeadershipLostException(string message, Exception innerException)
        : base(message, innerException) { }
}
