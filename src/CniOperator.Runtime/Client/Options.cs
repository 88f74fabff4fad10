namespace CniOperator.Runtime.Client;

/// <summary>Options of a server-side apply.</summary>
/// <param name="FieldManager">The field manager.</param>
/// <param name="Force">Whether to take over fields that others manage instead of failing with a conflict.</param>
/// <param name="DryRun">Whether the server only says what it would do.</param>
/// <param name="Subresource">For example <c>status</c>; <c>null</c>: the object itself.</param>
public sealed record ApplyOptions(string FieldManager, bool Force = true, bool DryRun = false, string? Subresource = null);

/// <summary>Options of a create, replace or patch.</summary>
/// <param name="FieldManager">The field manager; <c>null</c>: the server derives it from the user agent.</param>
/// <param name="DryRun">Whether the server only says what it would do.</param>
/// <param name="Subresource">For example <c>status</c>; <c>null</c>: the object itself.</param>
public sealed record WriteOptions(string? FieldManager = null, bool DryRun = false, string? Subresource = null);

/// <summary>Options of a delete.</summary>
/// <param name="Uid">Only the object with this uid is deleted: a namesake that came later stays.</param>
/// <param name="ResourceVersion">Only the object in this version is deleted.</param>
/// <param name="Propagation">What happens to dependants.</param>
/// <param name="DryRun">Whether the server only says what it would do.</param>
public sealed record DeleteOptions(
    string? Uid = null,
    string? ResourceVersion = null,
    DeletePropagation Propagation = DeletePropagation.Background,
    bool DryRun = false
);

/// <summary>What a delete does to dependants.</summary>
public enum DeletePropagation
{
    /// <summary>They go afterwards, by garbage collection.</summary>
    Background,

    /// <summary>They go first.</summary>
    Foreground,

    /// <summary>They stay.</summary>
    Orphan,
}

/// <summary>Kinds of patch besides server-side apply.</summary>
public enum PatchType
{
    /// <summary>JSON merge patch, RFC 7396.</summary>
    Merge,

    /// <summary>JSON patch, RFC 6902.</summary>
    Json,
}
