using CniOperator.Core.Api;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Concerns.Applying;

/// <summary>Every object is there as rendered, and none that is no longer rendered.</summary>
internal static class ApplyConcern
{
    internal static Judgement Judge(Situation s)
    {
        var situation = new ApplySituation(s, ApplyState.Of(s));
        var state = situation.State;
        return new Judgement
        {
            Conditions = [AppliedConditions.Chain.Of(situation)],
            Steps = s.Facts.Network.Paused ? [] : Steps(s, state),
            Findings = AppliedConditions.ForeignFindings(state),
            Status = status => status with { Applied = Applied(situation) },
            LookAgainAt = LookAgain(s.Facts, state),
            Resting = state.Resting.Where(r => r.Since is not null).ToDictionary(r => r.Key, r => r.Since!.Value),
            Settled =
                !state.IsBusy && state.Record is null && state.Waiting.Count == 0 && state.Hidden.Count == 0 && s.Facts.UnseenUntil is null,
            Stuck =
                state.Failures.Any(f => f.NeedsPerson)
                || state.Foreign.Count > 0
                || state.Contested.Count > 0
                || (state.HeldBack.Count > 0 && state.Definitions.All.Any(d => d.Trouble is not null))
                || (s.Facts.Network.Paused && state.Due.Count > 0),
        };
    }

    private static IReadOnlyList<Step> Steps(Situation s, ApplyState state)
    {
        var network = s.Facts.Network;
        Step? finalizer =
            network.RemovesOnDeletion == network.HasFinalizer ? null : new FinalizerStep(network.Name, network.RemovesOnDeletion);
        return
        [
            .. Replacement.Of(s, state),
            .. state.Due.Select(d => TakeAway.Before(d, s.Facts)).OfType<Step>(),
            .. state.Due,
            .. state.Record is null ? Array.Empty<Step>() : [state.Record],
            .. state.Surplus,
            .. finalizer is null ? Array.Empty<Step>() : [finalizer],
        ];
    }

    private static DateTimeOffset? LookAgain(Facts facts, ApplyState state) =>
        state
            .Failures.Select(f => (DateTimeOffset?)f.RetryAt)
            .Concat(state.Contested.SelectMany(c => new DateTimeOffset?[] { c.Contest.RepairAgainAt, c.Contest.QuietAt }))
            .Concat(state.Resting.Select(r => (DateTimeOffset?)r.Until))
            .Append(facts.UnseenUntil)
            .Where(t => t > facts.Now)
            .Min();

    // The hash is that of the set that was worked through; what failed of it stands in the condition.
    private static AppliedStatus? Applied(ApplySituation s)
    {
        var before = s.Facts.Network.Status.At("applied");
        var former = before.Text("hash") is { } hash
            ? new AppliedStatus((int)before.Number(0, "objects"), hash, before.Time("lastChange") ?? s.Facts.Now)
            : null;
        if (s.Desired.DefaultNetwork?.Rendering is not { } rendering || s.Facts.Network.Paused || !s.State.IsWorkedThrough)
            return former;
        return former?.Hash == rendering.Hash && former.Objects == s.Count
            ? former
            : new AppliedStatus(s.Count, rendering.Hash, s.Facts.Now);
    }
}
