using System.Globalization;
using CniOperator.Core.AddressPlan;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Documents;

namespace CniOperator.Core.Validation;

/// <summary>Rules over a spec that a schema cannot state: what it alone tells of the address plan, image references and the like.</summary>
public static class SpecRules
{
    /// <summary>The ids of these rules.</summary>
    internal static readonly string[] Ids =
    [
        .. PlanExaminer.RuleIds,
        "images/reference",
        "images/registry",
        "rollout/amount",
        "patches/target",
        "acknowledge/unknown-rule",
    ];

    /// <summary>The findings for <paramref name="spec"/>, with those that it acknowledges marked.</summary>
    /// <param name="spec">A spec that the schema accepts.</param>
    /// <param name="knownRules">Ids of the rules that others (the addon catalog) may report; without them no id counts as unknown.</param>
    public static IReadOnlyList<Finding> Check(ClusterNetworkSpec spec, IEnumerable<string>? knownRules = null)
    {
        List<Finding> findings =
        [
            .. PlanExaminer.ExamineSpec(spec),
            .. ImageRules.Check(spec.Images),
            .. Amounts(spec.Rollout),
            .. Targets(spec),
        ];
        if (knownRules is not null)
            findings.AddRange(Unknown(spec, [.. Ids, .. knownRules]));
        return [.. findings.Select(f => f with { Acknowledged = spec.Acknowledge.Contains(f.Rule) })];
    }

    private static IEnumerable<Finding> Amounts(RolloutSettings rollout)
    {
        foreach (
            var (field, text, least) in new[]
            {
                ("maxUnavailable", rollout.MaxUnavailable, 1),
                ("maxFailedNodes", rollout.MaxFailedNodes, 0),
            }
        )
        {
            var percent = text.EndsWith('%');
            if (
                int.TryParse(percent ? text[..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
                && amount >= least
                && (!percent || amount <= 100)
            )
                continue;
            yield return new Finding(
                "rollout/amount",
                Severity.Error,
                $"spec.rollout.{field}",
                $"\"{text}\" is neither a number from {least} on nor a percentage up to 100%.",
                "Write a number such as 3, or a percentage such as 10%"
            );
        }
    }

    private static IEnumerable<Finding> Targets(ClusterNetworkSpec spec)
    {
        for (var i = 0; i < spec.Patches.Count; i++)
            if (string.IsNullOrWhiteSpace(spec.Patches[i].Target.Kind) || string.IsNullOrWhiteSpace(spec.Patches[i].Target.Name))
                yield return new Finding(
                    "patches/target",
                    Severity.Error,
                    $"spec.patches[{i}].target",
                    "The patch names no object: kind or name is blank.",
                    "Give the kind and the name of a rendered object; cni-operator render lists them"
                );
    }

    private static IEnumerable<Finding> Unknown(ClusterNetworkSpec spec, HashSet<string> known)
    {
        for (var i = 0; i < spec.Acknowledge.Count; i++)
            if (!known.Contains(spec.Acknowledge[i]))
                yield return new Finding(
                    "acknowledge/unknown-rule",
                    Severity.Warning,
                    $"spec.acknowledge[{i}]",
                    $"There is no rule {spec.Acknowledge[i]}, so this acknowledges nothing.",
                    Suggestion.For(spec.Acknowledge[i], known) is { } meant ? $"Did you mean {meant}?" : "Remove it"
                );
    }
}
