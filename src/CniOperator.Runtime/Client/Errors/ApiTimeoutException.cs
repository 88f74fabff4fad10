namespace CniOperator.Runtime.Client.Errors;

/// <summary>The API server did not answer within the call's deadline. Not a cancellation: the caller still wants the answer.</summary>
public sealed class ApiTimeoutException : ApiException
{
    /// <summary>Creates the exception without details.</summary>
    public ApiTimeoutException() { }

    /// <summary>Creates the exception with the request and the deadline.</summary>
    public ApiTimeoutException(string message)
        : base(message) { }

    /// <summary>Creates the exception with the request, the deadline and the cause.</summary>
    public ApiTimeoutException(string message, Exception? innerException)
        : base(message, innerException) { }
}
