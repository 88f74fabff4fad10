using CniOperator.Core.Catalog;

namespace CniOperator.Core.Observation;

/// <summary>Objects that must be watched to decide.</summary>
/// <param name="Purpose">What for.</param>
/// <param name="Kind">Their kind and namespace.</param>
public sealed record WatchNeed(WatchPurpose Purpose, InventoryKind Kind)
{
    /// <summary>A label selector in the API's syntax; <c>null</c> for all.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>A field selector in the API's syntax; <c>null</c> for all.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Where in the addon's pools the plan reads; for <see cref="WatchPurpose.Pools"/>.</summary>
    public AddonPoolObjects? Pools { get; init; }

    /// <summary>Where in the addon's blocks the plan reads; for <see cref="WatchPurpose.Blocks"/>.</summary>
    public AddonBlockObjects? Blocks { get; init; }

    /// <summary>A definition brings the kind and is not served yet, so that there is nothing to watch.</summary>
    public bool AwaitsDefinition { get; init; }
}
