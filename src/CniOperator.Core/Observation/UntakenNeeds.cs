using CniOperator.Core.Pipeline;
using CniOperator.Core.TakeOver;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Observation;

/// <summary>
/// The objects that must be looked at by name, because no watch by label shows them: what is applied for the first time, and may be there
/// already.
/// </summary>
public static class UntakenNeeds
{
    /// <summary>Their identities; empty once everything carries our label.</summary>
    public static IReadOnlyList<ObjectKey> Of(Facts facts, DesiredState desired)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(desired);
        if (facts.Network.Deleting || facts.Active is not null)
            return [];
        var objects = desired.PresentObjects.Where(o => !facts.Live.ContainsKey(o.Key) && !facts.Memory.Hashes.ContainsKey(o.Key)).ToList();
        return objects.Count == 0 ? [] : [.. TakeOverNeeds.Of(desired.Addon, desired.PresentObjects).Intersect(objects.Select(o => o.Key))];
    }
}
