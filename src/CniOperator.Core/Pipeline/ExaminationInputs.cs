using CniOperator.Core.AddressPlan.Inputs;

namespace CniOperator.Core.Pipeline;

/// <summary>Recognises inputs of an examination by reference, as those who make them keep what did not change.</summary>
internal static class ExaminationInputs
{
    internal static bool Same(PlanInput one, PlanInput other) =>
        ReferenceEquals(one.Spec, other.Spec)
        && ReferenceEquals(one.Former, other.Former)
        && ReferenceEquals(one.Cluster, other.Cluster)
        && one.MaxNodes == other.MaxNodes
        && Same(one.Addon, other.Addon)
        && Same(one.FormerAddon, other.FormerAddon);

    private static bool Same(AddonAddressing? one, AddonAddressing? other) =>
        ReferenceEquals(one, other)
        || (
            one is not null
            && other is not null
            && one.Pools.SequenceEqual(other.Pools)
            && one.Stated.SequenceEqual(other.Stated)
            && (one with { Pools = other.Pools, Stated = other.Stated }) == other
        );
}
