namespace CniOperator.Kubernetes.Ownership;

/// <summary>How a live field departs from the desired one.</summary>
public enum DifferenceKind
{
    /// <summary>The field is not there.</summary>
    Missing,

    /// <summary>The field has another value.</summary>
    Changed,

    /// <summary>The value is right but is not ours: a later change could not be distinguished from what another manager wants.</summary>
    NotOwned,

    /// <summary>We own the field and want it no longer.</summary>
    Surplus,

    /// <summary>Another manager added the field to what runs in pods; see <see cref="ObjectComparer"/>.</summary>
    Added,
}
