namespace CniOperator.Runtime.Client;

/// <summary>Options of a server-side apply.</summary>
/// <param name="FieldManager">The field manager.</param>
/// <param name="Force">Whether to take over fields that others manage instead of failing with a conflict.</param>
/// <param name="DryRun">Whether the server only says what it would do.</param>
/// <param name="Subresource">For example <c>status</c>; <c>null</c>: the object itself.</param>
public sealed record ApplyOptions(string FieldManager, bool Force = true, bool DryRun = false, string? Subresource = null);
