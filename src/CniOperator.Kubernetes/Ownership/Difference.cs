namespace CniOperator.Kubernetes.Ownership;

/// <summary>One field in which a live object departs from the desired one. Carries no values: they may be secret.</summary>
/// <param name="Path">The field: <c>spec.template.spec.containers[name="agent"].image</c>.</param>
/// <param name="Kind">How it departs.</param>
/// <param name="ChangedBy">The field manager that owns the live value; <c>null</c> when none but ours is recorded.</param>
/// <param name="Location">Where the live object has it (RFC 6901), for what can only be taken away there; else <c>null</c>.</param>
public sealed record Difference(string Path, DifferenceKind Kind, string? ChangedBy, string? Location = null)
{
    /// <summary>What we had applied was changed; it is not only a matter of ownership.</summary>
    public bool IsDrift => Kind is DifferenceKind.Changed or DifferenceKind.Missing or DifferenceKind.Added;
}
