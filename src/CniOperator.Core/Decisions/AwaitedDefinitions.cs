using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Decisions;

/// <summary>
/// The CustomResourceDefinitions of a rendering that the API server does not serve yet. Until it does, objects of their kinds would be
/// answered with 404, and a workload that reads such objects would start only to fail: both wait, and the watch on the definitions ends it.
/// </summary>
public sealed class AwaitedDefinitions
{
    private readonly List<CustomDefinition> _awaited;

    private AwaitedDefinitions(List<CustomDefinition> awaited) => _awaited = awaited;

    /// <summary>Those awaited, with what the live one says.</summary>
    public IReadOnlyList<CustomDefinition> All => _awaited;

    /// <summary>Finds out from the live definitions. One that cannot be seen is not waited for: its watch may be forbidden for ever.</summary>
    public static AwaitedDefinitions Of(Observation o)
    {
        var rendered = o.Intent.Objects.Where(m => CustomDefinition.Is(m.Key) && o.GapFor(m.Key) is null or { Reason: "NotSynced" });
        return new AwaitedDefinitions([
            .. rendered.Select(m => CustomDefinition.Of(m.Key, o.Live.GetValueOrDefault(m.Key) ?? m.Json)).Where(d => !d.Established),
        ]);
    }

    /// <summary>True when an object of this identity is to wait.</summary>
    public bool HoldBack(ObjectKey key) => _awaited.Count > 0 && (WorkloadView.IsWorkload(key) || Bring(key));

    /// <summary>True when one of them brings the kind.</summary>
    public bool Bring(ObjectKey key) => _awaited.Exists(d => d.Brings(key));
}
