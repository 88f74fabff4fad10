using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Concerns.Applying;

/// <summary>How the objects of the desired state compare with the live ones.</summary>
/// <param name="Due">To be applied now.</param>
/// <param name="Waiting">Should be applied, but failed before and wait for their next attempt.</param>
/// <param name="Contested">Changed back by another controller time and again; some of them wait for their next repair.</param>
/// <param name="Hidden">Cannot be seen: whether they are as they should be is unknown.</param>
/// <param name="Overruled">Applied, and changed back within the request or stored otherwise by the server.</param>
/// <param name="Unread">The caches do not show enough yet to decide on everything.</param>
/// <param name="HeldBack">Wait until the definitions of their kinds are served.</param>
/// <param name="Foreign">Belong to another addon, by name; nothing is applied as long as there is one.</param>
/// <param name="Definitions">The definitions that are not served yet.</param>
internal sealed record ApplyState(
    IReadOnlyList<ApplyStep> Due,
    IReadOnlyList<ApplyFailure> Waiting,
    IReadOnlyList<(ObjectKey Key, Contest Contest)> Contested,
    IReadOnlyList<WatchGap> Hidden,
    IReadOnlyList<(ObjectKey Key, IReadOnlyList<string> Paths)> Overruled,
    bool Unread,
    IReadOnlyList<ObjectKey> HeldBack,
    IReadOnlyList<(ObjectKey Key, string Addon)> Foreign,
    AwaitedDefinitions Definitions
)
{
    /// <summary>Objects of this network that are no longer rendered, oldest kinds first. They go last.</summary>
    internal IReadOnlyList<DeleteStep> Surplus { get; init; } = [];

    /// <summary>Writes the record, which the spec does not ask for; <c>null</c> when it is as it should be.</summary>
    internal ApplyStep? Record { get; init; }

    /// <summary>To be written, and waiting for the time that their owner needs.</summary>
    internal IReadOnlyList<RestingObject> Resting { get; init; } = [];

    /// <summary>Failures of what is still to be done. A write whose answer was lost may have worked: then there is nothing to do.</summary>
    internal IReadOnlyList<ApplyFailure> Failures { get; init; } = [];

    /// <summary>Everything that can be done is done, except what failed.</summary>
    internal bool IsWorkedThrough => Due.Count == 0 && Resting.Count == 0 && !Unread && HeldBack.Count == 0 && Foreign.Count == 0;

    /// <summary>Something must still be done, and will be without anyone's help.</summary>
    internal bool IsBusy => !IsWorkedThrough || Contested.Count > 0 || Waiting.Any(f => !f.NeedsPerson);

    /// <summary>Compares what should be with what is.</summary>
    internal static ApplyState Of(Situation s)
    {
        var comparison = new ApplyComparison(s);
        foreach (var manifest in s.Desired.Objects)
            comparison.Add(manifest);

        // While paused the record stays behind the spec; that difference does not matter.
        if (s.Desired.Spec is not null && !s.Facts.Network.Paused)
            comparison.AddRecord();
        var state = comparison.State with { Surplus = s.Desired.Spec is null ? [] : Inventories.Surplus(s) };
        return state with { Failures = [.. s.Facts.Memory.Failures.Values.Where(f => Matters(f, state, s.Facts.Network))] };
    }

    private static bool Matters(ApplyFailure failure, ApplyState state, NetworkObject network) =>
        failure switch
        {
            // The rollout's.
            { Key: { ApiVersion: "v1", Kind: "Pod" } } => false,
            { Key.Kind: Api.ClusterNetworkApi.Kind } => network.RemovesOnDeletion != network.HasFinalizer,
            { Verb: "delete" } => state.Surplus.Any(s => s.Key == failure.Key),
            _ => state.Record?.Key == failure.Key
                || state.Due.Any(d => d.Key == failure.Key)
                || state.Waiting.Any(w => w.Key == failure.Key),
        };
}
