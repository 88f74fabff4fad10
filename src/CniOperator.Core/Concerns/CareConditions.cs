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

    internal static ConditionState? Lost(CareView care) =>
        care.Losses.Where(l => l.Certain).ToList() is { Count: > 0 } losses
            ? ConditionState.False(Type, ConditionReasons.DataLost, FindingWords.Of([.. losses.Select(DataWatch.Found)]))
            : null;

    internal static ConditionState? Effects(CareView care) =>
        care.Missing is { Count: > 0 } missing
            ? ConditionState.False(
                Type,
                ConditionReasons.EffectMissing,
                string.Join(". ", missing.Take(Named).Select(EffectWords.Of))
                    + (missing.Count > Named ? $". And {missing.Count - Named} more" : "")
            )
            : null;

    internal static ConditionState? Unconnected(CareView care, Situation s) =>
        care.Unconnected is { Count: > 0 } failing
            ? ConditionState.False(Type, ConditionReasons.PodsWithoutNetwork, SandboxWords.Of(failing, s.Desired.Addon))
            : null;
}
