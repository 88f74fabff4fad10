namespace CniOperator.Runtime.Client;

/// <summary>Options of a create, replace or patch.</summary>
/// <param name="FieldManager">The field manager; <c>null</c>: the server derives it from the user agent.</param>
/// <param name="DryRun">Whether the server only says what it would do.</param>
/// <param name="Subresource">For example <c>status</c>; <c>null</c>: the object itself.</param>
public sealed record WriteOptions(string? FieldManager = null, bool DryRun = false, string? Subresource = null);
