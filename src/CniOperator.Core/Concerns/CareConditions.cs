using CniOperator.Core.Api;
using CniOperator.Core.Concerns.Data;
using CniOperator.Core.Concerns.Effects;
using CniOperator.Core.Concerns.Sandboxes;
using CniOperator.Core.Judgements;

namespace CniOperator.Core.Concerns;

/// <summary>What keeps <c>DataplaneAvailable</c> from being True although every pod of the dataplane is ready.</summary>
internal static class CareConditions
{
    private const string Type = ConditionTypes.DataplaneAvailable;

    private const int Named = 2;

    internal static ConditionState? Lost(Situation s) =>
        DataWatch.Losses(s).Where(l => l.Certain).ToList() is { Count: > 0 } losses
            ? ConditionState.False(Type, ConditionReasons.DataLost, FindingWords.Of([.. losses.Select(DataWatch.Found)]))
            : null;

    internal static ConditionState? Effects(Situation s) =>
        EffectReader.Missing(s) is { Count: > 0 } missing
            ? ConditionState.False(
                Type,
                ConditionReasons.EffectMissing,
                string.Join(". ", missing.Take(Named).Select(EffectWords.Of))
                    + (missing.Count > Named ? $". And {missing.Count - Named} more" : "")
            )
            : null;

    internal static ConditionState? Unconnected(Situation s) =>
        SandboxReader.Failing(s) is { Count: > 0 } failing
            ? ConditionState.False(Type, ConditionReasons.PodsWithoutNetwork, SandboxWords.Of(failing, s.Desired.Addon))
            : null;
}
