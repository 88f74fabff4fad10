namespace CniOperator.Kubernetes.Validation;

/// <summary>One error of one field, worded as the Kubernetes API server words it.</summary>
/// <param name="Path">The field: <c>spec.podNetwork.cidrs[0]</c>; empty for the whole object.</param>
/// <param name="Type">Its kind.</param>
/// <param name="Detail">What is wrong; empty when the kind says it all.</param>
/// <param name="BadValue">
/// The offending value as it is shown: strings quoted, lists and objects as JSON; <c>null</c> where none is shown.
/// </param>
public sealed record FieldError(string Path, FieldErrorType Type, string Detail, string? BadValue = null)
{
    /// <summary>The error without its path: what an API status puts into <c>details.causes[].message</c>.</summary>
    public string Body
    {
        get
        {
            var head = BadValue is null ? Title : $"{Title}: {BadValue}";
            return Detail.Length == 0 ? head : $"{head}: {Detail}";
        }
    }

    /// <summary>The reason as an API status puts it into <c>details.causes[].reason</c>.</summary>
    public string CauseReason => "FieldValue" + Type;

    private string Title =>
        Type switch
        {
            FieldErrorType.Required => "Required value",
            FieldErrorType.NotSupported => "Unsupported value",
            FieldErrorType.TooLong => "Too long",
            FieldErrorType.TooMany => "Too many",
            FieldErrorType.Forbidden => "Forbidden",
            FieldErrorType.Duplicate => "Duplicate value",
            FieldErrorType.NotFound => "Not found",
            _ => "Invalid value",
        };

    /// <summary>As kubectl prints it: <c>spec.provider: Invalid value: "x": must be …</c>.</summary>
    public override string ToString() => $"{(Path.Length == 0 ? "<nil>" : Path)}: {Body}";
}
