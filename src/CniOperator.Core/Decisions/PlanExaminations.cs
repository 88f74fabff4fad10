using CniOperator.Core.AddressPlan;

namespace CniOperator.Core.Decisions;

/// <summary>
/// Remembers the last examinations: a reconcile comes with each pod's event, and the plan of thousands of nodes changes with none of them.
/// Inputs are recognised by reference, as their makers keep what did not change.
/// </summary>
internal sealed class PlanExaminations(Func<PlanInput, PlanReport> examine)
{
    // The present spec and the last valid one, of an active and of a superseded network.
    private const int Remembered = 4;

    private readonly Lock _lock = new();
    private readonly Queue<(PlanInput Input, PlanReport Report)> _known = new();

    internal PlanReport Of(PlanInput input)
    {
        lock (_lock)
        {
            foreach (var (known, report) in _known)
                if (Same(known, input))
                    return report;
        }

        var made = examine(input);
        lock (_lock)
        {
            if (_known.Count >= Remembered)
                _known.Dequeue();
            _known.Enqueue((input, made));
        }

        return made;
    }

    private static bool Same(PlanInput one, PlanInput other) =>
        ReferenceEquals(one.Spec, other.Spec)
        && ReferenceEquals(one.Former, other.Former)
        && ReferenceEquals(one.Cluster, other.Cluster)
        && one.MaxNodes == other.MaxNodes
        && Same(one.Addon, other.Addon)
        && Same(one.FormerAddon, other.FormerAddon);

    private static bool Same(AddonAddressing? one, AddonAddressing? other) =>
        one is null || other is null
            ? one == other
            : one.Pools.SequenceEqual(other.Pools)
                && one.Stated.SequenceEqual(other.Stated)
                && (one with { Pools = other.Pools, Stated = other.Stated }) == other;
}
