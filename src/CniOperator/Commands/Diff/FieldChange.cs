namespace CniOperator.Commands.Diff;

/// <summary>A field that changes.</summary>
/// <param name="Path">The field.</param>
/// <param name="Before">What the cluster has, as people may see it; <c>null</c> for nothing.</param>
/// <param name="After">What it would have; <c>null</c> for nothing.</param>
internal sealed record FieldChange(string Path, string? Before, string? After);
