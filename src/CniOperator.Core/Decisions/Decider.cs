using System.Collections.Immutable;
using CniOperator.Core.Api;
using CniOperator.Core.Concerns;
using CniOperator.Core.Concerns.Applying;
using CniOperator.Core.Concerns.Connectivity;
using CniOperator.Core.Concerns.Departure;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Core.Pipeline;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Decisions;

/// <summary>
/// From the facts of one moment to one decision. Pure, so that whatever can be wrong about when the operator acts can be tested without a
/// cluster.
/// </summary>
public static class Decider
{
    /// <summary>The concerns of a network that is active, in the order in which they explain why it is not Ready.</summary>
    internal static IReadOnlyList<Func<Situation, Judgement>> Concerns { get; } =
    [AddressPlanConcern.Judge, ApplyConcern.Judge, CoexistenceConcern.Judge, RolloutConcern.Judge, ConnectivityConcern.Judge];

    /// <summary>Decides what to do now.</summary>
    /// <param name="facts">What was observed.</param>
    /// <param name="desired">What the pipeline made of <paramref name="facts"/>.</param>
    public static Decision Decide(Facts facts, DesiredState desired)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var situation = new Situation(facts, desired);
        if (facts.Network.Deleting)
            return Departing(situation, DepartureConcern.Judge(situation));
        return facts.Active is { } active ? Superseded(facts, active) : Active(situation, [.. Concerns.Select(judge => judge(situation))]);
    }

    private static Decision Active(Situation s, IReadOnlyList<Judgement> judgements)
    {
        List<ConditionState> all = [.. judgements.SelectMany(j => j.Conditions)];
        var parts = all.FindAll(c => c.Decides);
        var ready = ReadyConditions.Of(s, judgements, parts);
        var status = StatusBuilder.Of(s, judgements, [.. ready, .. all]);
        return new Decision
        {
            Waves = StepOrder.Of(s.Facts, judgements),
            Status = StatusBuilder.WhenChanged(s.Facts, status),
            Events = [.. StateEvents.Of(s.Facts, status), .. judgements.SelectMany(j => j.Events)],
            ReportedNodes = NodeEvents.Present(s),
            Resting = judgements.SelectMany(j => j.Resting).ToImmutableSortedDictionary(),
            PodLook = FormerNetwork.Due(s, parts.TrueForAll(p => p.IsTrue)),
            LookAgainAt = judgements.Select(j => j.LookAgainAt).Where(t => t > s.Facts.Now).Min(),
        };
    }

    private static Decision Superseded(Facts facts, NetworkObject active)
    {
        var message =
            $"ClusterNetwork {active.Name} is older and active; a cluster has one. Delete this one, or that one to make this one active";
        var status = StatusBuilder.Bare(
            facts,
            [
                ConditionState.False(ConditionTypes.Ready, ConditionReasons.Superseded, message),
                ConditionState.True(ConditionTypes.Stalled, ConditionReasons.Superseded, message),
                .. ConditionState.Unobserved(ConditionReasons.Superseded, $"ClusterNetwork {active.Name} is active"),
            ]
        );
        return new Decision { Status = StatusBuilder.WhenChanged(facts, status), Events = StateEvents.Of(facts, status) };
    }

    private static Decision Departing(Situation s, Judgement judgement)
    {
        var status = StatusBuilder.Bare(s.Facts, judgement.Conditions) with { Provider = s.Facts.Network.SpecJson.Text("provider") };
        return new Decision
        {
            Waves = StepOrder.Of(s.Facts, [judgement]),
            Status = judgement.Conditions.Count == 0 ? null : StatusBuilder.WhenChanged(s.Facts, status),
            Events = judgement.Events,
            LookAgainAt = judgement.LookAgainAt,
            Releases = judgement.Releases,
        };
    }
}
