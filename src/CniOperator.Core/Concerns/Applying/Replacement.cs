using CniOperator.Core.Api;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Core.TakeOver;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Concerns.Applying;

/// <summary>
/// Objects that the API server refuses because a field of them cannot be changed, and that the spec lets the operator create again: each is
/// deleted under the uid that was seen, what depends on it stays, and the next round creates it. A DaemonSet adopts the pods that its
/// selector matches and replaces them within its <c>maxUnavailable</c>.
/// </summary>
internal static class Replacement
{
    internal static IEnumerable<DeleteStep> Of(Situation s, ApplyState state)
    {
        if (s.Desired.Spec?.Spec?.Acknowledge.Contains(TakeOverRules.ImmutableField.Id) != true)
            yield break;
        foreach (var failure in state.Waiting.Where(f => FailureWords.Reason(f) == ConditionReasons.ImmutableField))
        {
            if (ImmutableFields.CanBeRecreated(failure.Key) && UidOf(failure.Key, s.Facts) is { Length: > 0 } uid)
                yield return new DeleteStep(failure.Key, uid, DeleteCause.Replace);
        }
    }

    private static string? UidOf(ObjectKey key, Facts facts) =>
        (facts.Live.GetValueOrDefault(key) ?? facts.Untaken.GetValueOrDefault(key)).Text("metadata", "uid");
}
