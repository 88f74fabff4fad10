using CniOperator.Core.Api;
using CniOperator.Core.Findings;
using CniOperator.Core.Judgements;
using CniOperator.Core.TakeOver;

namespace CniOperator.Core.Concerns.Applying;

/// <summary>Says what of a running network would change, and what to do, in one condition's room.</summary>
internal static class TakeOverWords
{
    private const int Named = 4;

    /// <summary>The condition when nothing else holds the spec back; <c>null</c> when something does.</summary>
    internal static ConditionState? Of(ApplySituation a, List<Finding> blocking)
    {
        if (!blocking.TrueForAll(TakeOverRules.Found))
            return null;
        var immutable = blocking.Find(f => f.Rule == TakeOverRules.ImmutableField);
        var rules = string.Join(", ", blocking.Select(f => f.Rule.Id).Distinct(StringComparer.Ordinal));
        var still = a.Desired.FromLastValid ? "; the last valid spec is still reconciled" : "";
        var message =
            immutable is not null && blocking.TrueForAll(f => f.Rule == TakeOverRules.ImmutableField)
                ? $"nothing is applied to what runs{still}. {immutable.Subject}: {immutable.Message} {immutable.Fix}"
                : $"a network runs that this spec would change, and nothing is applied to it{still}: {Changes(blocking)}. "
                    + $"Set in the spec what is to stay, or add {rules} to spec.acknowledge; cni-operator diff shows every change";
        return ConditionState.False(
            ConditionTypes.Applied,
            immutable is null ? ConditionReasons.WouldChangeNetwork : ConditionReasons.ImmutableField,
            message
        );
    }

    private static string Changes(List<Finding> blocking) =>
        string.Join("; ", blocking.Take(Named).Select(f => f.Brief.Length > 0 ? f.Brief : f.Subject.ToString()))
        + (blocking.Count > Named ? $"; and {blocking.Count - Named} more in status.addressPlan.findings" : "");
}
