namespace CniOperator.Kubernetes.Patches;

/// <summary>A patch that cannot be applied; the message is worded as the API server words it.</summary>
public sealed class PatchException : Exception
{
    /// <summary>Creates one.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="isInvalid">
    /// True for a well-formed patch that does not fit the object (HTTP 422), false for a malformed one (HTTP 400).
    /// </param>
    public PatchException(string message, bool isInvalid = false)
        : base(message) => IsInvalid = isInvalid;

    /// <summary>True: HTTP 422, reason <c>Invalid</c>. False: HTTP 400, reason <c>BadRequest</c>.</summary>
    public bool IsInvalid { get; }

    /// <summary>Of a JSON patch: the index of the operation that cannot be carried out; else <c>null</c>.</summary>
    public int? Operation { get; init; }

    /// <summary>True for a patch with more operations than are allowed: HTTP 413.</summary>
    public bool IsTooLarge { get; init; }
}
