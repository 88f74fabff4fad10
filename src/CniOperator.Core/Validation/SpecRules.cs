using System.Globalization;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;

namespace CniOperator.Core.Validation;

/// <summary>Rules over a spec that a schema cannot state, addresses aside: such as image references.</summary>
public static class SpecRules
{
    /// <summary>The spec is not what this version's schema allows.</summary>
    internal static Rule Unreadable { get; } = new("spec/unreadable", Severity.Error, RuleArea.Spec, Acknowledgeable: false);

    private static readonly Rule Amount = new("rollout/amount", Severity.Error, RuleArea.Rollout);

    private static readonly Rule Target = new("patches/target", Severity.Error, RuleArea.Spec);

    /// <summary>Every rule here.</summary>
    internal static IReadOnlyList<Rule> All { get; } =
    [Unreadable, ImageRules.ReferenceSyntax, ImageRules.RegistrySyntax, Amount, IdleSettings.Rollout, Target];

    /// <summary>The findings for <paramref name="spec"/>.</summary>
    /// <param name="spec">A spec that the schema accepts.</param>
    public static IReadOnlyList<Finding> Check(ClusterNetworkSpec spec) =>
        [.. ImageRules.Check(spec.Images), .. Amounts(spec.Rollout), .. IdleSettings.Check(spec), .. Targets(spec)];

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
                Amount,
                new FieldSubject($"spec.rollout.{field}"),
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
                    Target,
                    new FieldSubject($"spec.patches[{i}].target"),
                    "The patch names no object: kind or name is blank.",
                    "Give the kind and the name of a rendered object; cni-operator render lists them"
                );
    }
}
