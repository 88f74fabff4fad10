using CniOperator.Core.Judgements;

namespace CniOperator.Core.Concerns.Effects;

/// <summary>
/// What brings a missing effect back: the object is written again, so that who lost its last change looks once more; where that does not
/// help, the dataplane is restarted.
/// </summary>
internal static class EffectRepair
{
    internal static IEnumerable<Step> Steps(Situation s, IReadOnlyList<MissingEffect> missing) =>
        s.Facts.Network.Paused
            ? []
            : missing
                .Where(m => m is { Overdue: true, Touchable: true })
                .DistinctBy(m => m.Object)
                .Select(m => new TouchStep(m.Object, new TouchMark(m.Touched + 1, s.Facts.Now).ToString(), Why(m)))
                .Concat<Step>(missing.Select(Restart).OfType<DeletePodStep>().Take(1))
                .Where(step => MayBeTried(s, step));

    private static bool MayBeTried(Situation s, Step step) =>
        s.Facts.Memory.Failures.GetValueOrDefault(step.Key) is not { } failure || failure.RetryAt <= s.Facts.Now;

    private static DeletePodStep? Restart(MissingEffect missing) =>
        missing.Restart?.Next is { } pod
            ? new(
                DeletePodStep.KeyOf(pod.Namespace, pod.Name),
                pod.Uid,
                pod.Node,
                $"its node is still without the annotation {missing.Effect.NodeAnnotation} after {missing.Object} was written again "
                    + $"{missing.Touched} times, and so {missing.Effect.Meaning}"
            )
            : null;

    private static string Why(MissingEffect missing) =>
        $"{missing.Object}: {EffectWords.Nodes(missing)} still without the annotation {missing.Effect.NodeAnnotation}, and so "
        + $"{missing.Effect.Meaning}; written again, because the dataplane may have lost the last change";
}
