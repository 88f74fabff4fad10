namespace CniOperator.Kubernetes.Ownership;

/// <summary>How a live field departs from the desired one.</summary>
public enum DifferenceKind
{
    /// <summary>The field is not there.</summary>
    Missing,

    /// <summary>The field has another value.</summary>
    Changed,

    /// <summary>The value is right but is not ours: a later change to it would not be told apart from another manager's wish.</summary>
    NotOwned,

    /// <summary>We own the field and want it no longer.</summary>
    Surplus,

    /// <summary>Another manager added the field to what runs in pods; see <see cref="ObjectComparer"/>.</summary>
    Added,
}

/// <summary>One field in which a live object departs from the desired one. Carries no values: they may be secret.</summary>
/// <param name="Path">The field: <c>spec.template.spec.containers[name="kube-flannel"].image</c>.</param>
/// <param name="Kind">How it departs.</param>
/// <param name="ChangedBy">The field manager that owns the live value; <c>null</c> when none but ours is recorded.</param>
/// <param name="Location">Where the live object has it (RFC 6901), for what can only be taken away there; else <c>null</c>.</param>
public sealed record Difference(string Path, DifferenceKind Kind, string? ChangedBy, string? Location = null)
{
    /// <summary>Somebody changed what we had applied; not just a matter of who owns it.</summary>
    public bool IsDrift => Kind is DifferenceKind.Changed or DifferenceKind.Missing or DifferenceKind.Added;
}
