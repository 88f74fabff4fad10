using CniOperator.Core.Judgements;

namespace CniOperator.Core.Concerns.Effects;

/// <summary>What brings a missing effect back: the object is written again, so that who lost its last change looks once more.</summary>
internal static class EffectRepair
{
    internal static IReadOnlyList<TouchStep> Steps(Situation s, IReadOnlyList<MissingEffect> missing) =>
        s.Facts.Network.Paused
            ? []
            :
            [
                .. missing
                    .Where(m => m is { Overdue: true, Hopeless: false } && MayBeTouched(s, m))
                    .DistinctBy(m => m.Object)
                    .Select(m => new TouchStep(m.Object, new TouchMark(m.Touched + 1, s.Facts.Now).ToString(), Why(m))),
            ];

    private static bool MayBeTouched(Situation s, MissingEffect missing) =>
        s.Facts.Memory.Failures.GetValueOrDefault(missing.Object) is not { } failure || failure.RetryAt <= s.Facts.Now;

    private static string Why(MissingEffect missing) =>
        $"{missing.Object}: {EffectWords.Nodes(missing)} still without the annotation {missing.Effect.NodeAnnotation}, and so "
        + $"{missing.Effect.Meaning}; written again, because the dataplane may have lost the last change";
}
