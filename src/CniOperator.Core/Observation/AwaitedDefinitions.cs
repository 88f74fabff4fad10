using CniOperator.Core.Pipeline;
using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Observation;

/// <summary>
/// The CustomResourceDefinitions of the desired state that the API server does not serve yet. Until it does, objects of their kinds would
/// be answered with 404, and a workload that reads such objects would start only to fail: both wait, and the watch on the definitions ends
/// it.
/// </summary>
public sealed class AwaitedDefinitions
{
    private AwaitedDefinitions(IReadOnlyList<CustomDefinition> all) => All = all;

    /// <summary>Those awaited, with what the live one says.</summary>
    public IReadOnlyList<CustomDefinition> All { get; }

    /// <summary>Finds out from the live definitions. One that cannot be seen is not waited for: its watch may stay forbidden.</summary>
    public static AwaitedDefinitions Of(Facts facts, DesiredState desired)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(desired);
        return new AwaitedDefinitions([
            .. desired
                .Objects.Where(m => CustomDefinition.Is(m.Key) && facts.GapFor(m.Key) is null or { Reason: "NotSynced" })
                .Select(m => CustomDefinition.Of(m.Key, facts.Live.GetValueOrDefault(m.Key) ?? m.Json))
                .Where(d => !d.Established),
        ]);
    }

    /// <summary>True when an object of this identity is to wait.</summary>
    public bool HoldsBack(ObjectKey key) => All.Count > 0 && (WorkloadView.IsWorkload(key) || Brings(key));

    /// <summary>True when one of them brings the kind.</summary>
    public bool Brings(ObjectKey key) => All.Any(d => d.Brings(key));
}
