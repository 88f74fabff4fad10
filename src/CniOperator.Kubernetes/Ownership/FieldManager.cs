namespace CniOperator.Kubernetes.Ownership;

/// <summary>Who writes: what <c>metadata.managedFields</c> says of a write (KEP-555).</summary>
/// <param name="Name">The field manager: <c>kubectl</c>.</param>
/// <param name="ApiVersion">The version the writer used: <c>apps/v1</c>.</param>
/// <param name="Subresource">The subresource written through (<c>status</c>, <c>scale</c>); <c>null</c> for the object itself.</param>
public sealed record FieldManager(string Name, string ApiVersion, string? Subresource);
