using System.Collections;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering.Scripting;

namespace CniOperator.Core.Rendering.Stages;

/// <summary>Asks the descriptor's rules.</summary>
internal static class RuleStage
{
    // More of one kind are not read; a list of a user's addon may have thousands of entries.
    private const int MostOfOne = 20;

    internal static void Run(Addon addon, CompiledAddon scripts, BoundedContext context, FindingList findings)
    {
        for (var i = 0; i < addon.Rules.Count; i++)
        {
            var (rule, found) = (addon.Rules[i], 0);
            foreach (var entry in Entries(scripts, context, $"rules[{i}].each", rule))
            {
                context.It = entry;
                if (!scripts.Holds(context, $"rules[{i}].when", rule.When))
                    continue;
                findings.Add(
                    rule.Rule,
                    new FieldSubject(scripts.Text(context, $"rules[{i}].subject", rule.Subject)),
                    scripts.Text(context, $"rules[{i}].message", rule.Message),
                    scripts.Text(context, $"rules[{i}].fix", rule.Fix)
                );
                if (++found == MostOfOne)
                    break;
            }

            context.It = null;
        }
    }

    private static List<object?> Entries(CompiledAddon scripts, BoundedContext context, string path, AddonRule rule) =>
        rule.Each is null ? [null]
        : scripts.Value(context, path, rule.Each) is IEnumerable list and not string ? [.. list.Cast<object?>()]
        : [];
}
