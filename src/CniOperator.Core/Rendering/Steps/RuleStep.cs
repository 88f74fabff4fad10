using CniOperator.Core.Catalog;
using CniOperator.Core.Rendering.Scripting;

namespace CniOperator.Core.Rendering.Steps;

/// <summary>Asks the descriptor's rules.</summary>
internal static class RuleStep
{
    internal static void Run(Addon addon, CompiledAddon scripts, BoundedContext context, FindingList findings)
    {
        for (var i = 0; i < addon.Rules.Count; i++)
        {
            var rule = addon.Rules[i];
            if (!scripts.Holds(context, $"rules[{i}].when", rule.When)) continue;
            findings.Add(rule.Id, rule.Severity, rule.Subject, scripts.Text(context, $"rules[{i}].message", rule.Message), scripts.Text(context, $"rules[{i}].fix", rule.Fix));
        }
    }
}
