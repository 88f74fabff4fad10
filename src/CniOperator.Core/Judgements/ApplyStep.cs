using CniOperator.Core.Catalog;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Ownership;

namespace CniOperator.Core.Judgements;

/// <summary>Applies one object, by server-side apply.</summary>
/// <param name="Desired">The object.</param>
/// <param name="Cause">Why.</param>
/// <param name="Differences">What is different now; empty when the object cannot be seen.</param>
public sealed record ApplyStep(Manifest Desired, ApplyCause Cause, IReadOnlyList<Difference> Differences) : Step
{
    private readonly Lazy<string> _hash = new(() => ContentHash.Of(Desired.Json));

    /// <inheritdoc/>
    public override ObjectKey Key => Desired.Key;

    /// <summary>The hash of the object's content.</summary>
    public string Hash => _hash.Value;

    /// <summary>What the addon's own programs do to the object.</summary>
    public IReadOnlyList<AddonOwnChange> OwnChanges { get; init; } = [];

    /// <summary>It restores what someone changed or deleted.</summary>
    public bool Repairs => Cause is ApplyCause.Repair or ApplyCause.Recreate;
}
