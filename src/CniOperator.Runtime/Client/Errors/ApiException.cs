namespace CniOperator.Runtime.Client.Errors;

/// <summary>The API server refused a request, or could not be reached. The message says which request, on what, and why.</summary>
public class ApiException : Exception
{
    /// <summary>Creates the exception from a message alone.</summary>
    public ApiException(string message)
        : base(message) { }

    /// <summary>Creates the exception from a message and its cause.</summary>
    public ApiException(string message, Exception? innerException)
        : base(message, innerException) { }

    /// <summary>Creates the exception without details.</summary>
    public ApiException() { }

    /// <summary>The HTTP status code; 0 when there was no answer.</summary>
    public int Code { get; init; }

    /// <summary>
    /// The reason from the Status object, such as <c>NotFound</c>, <c>Conflict</c>, <c>Forbidden</c>, <c>Invalid</c>, <c>Expired</c>; else
    /// derived from the code.
    /// </summary>
    public string Reason { get; init; } = "";

    /// <summary>The server's own message, without the request.</summary>
    public string ServerMessage { get; init; } = "";

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What exactly is wrong, field by field.</summary>
    public IReadOnlyList<ApiCause> Causes { get; init; } = [];

    /// <summary>
    /// The verb, as RBAC names it: <c>get</c>, <c>list</c>, <c>watch</c>, <c>create</c>, <c>update</c>, <c>patch</c>, <c>delete</c>.
    /// </summary>
    public string Verb { get; init; } = "";

    /// <summary>The resource, as RBAC names it, or the path of a raw request.</summary>
    public string Resource { get; init; } = "";

    /// <summary>Whether the object does not exist, or its resource is not served.</summary>
    public bool IsNotFound => Code == 404;

    /// <summary>Whether someone else was faster, or manages a field that an apply without force asked for.</summary>
    public bool IsConflict => Code == 409 && Reason != "AlreadyExists";

    /// <summary>Whether the requested version is too old to watch or list from.</summary>
    public bool IsExpired => Code == 410 || Reason is "Expired" or "Gone";

    /// <summary>Whether RBAC, or an admission webhook, said no.</summary>
    public bool IsForbidden => Code == 403;

    /// <summary>Whether there was no answer, or an answer that blames the server.</summary>
    public bool IsUnavailable => Code is 0 or 429 or >= 500;
}
