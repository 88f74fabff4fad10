using System.Reflection;
using CniOperator.Core.AddressPlan.Rules;
using CniOperator.Core.Catalog;
using CniOperator.Core.Decisions;
using CniOperator.Core.Rendering;
using CniOperator.Core.Validation;

namespace CniOperator.Core.Tests.Docs;

public sealed class Findings_page_is_complete
{
    // Rules of the address plan have a page of their own. Rows of rules have six cells: id, severity, checks, why, fix, acknowledge.
    private static readonly IReadOnlyDictionary<string, string[]> Rows = new[] { "findings.md", "address-plan.md" }
        .SelectMany(page => DocsPage.Of("docs", page).Rows())
        .Where(r => r.Length == 6)
        .ToDictionary(r => r[0].Trim('`'), StringComparer.Ordinal);

    [Fact]
    public void Every_rule_is_in_it() =>
        Assert.Equal(
            SpecRules
                .Ids.Append(SpecReading.UnreadableRule)
                .Concat(OfRenderer)
                .Concat(AddonCatalog.BuiltIn.RuleIds)
                .Order(StringComparer.Ordinal),
            Rows.Keys.Order(StringComparer.Ordinal)
        );

    [Fact]
    public void It_says_which_ones_can_be_acknowledged()
    {
        var can = SpecRules.Ids.Concat(new Renderer(AddonCatalog.BuiltIn).AcknowledgeableRules).ToHashSet(StringComparer.Ordinal);
        Assert.All(Rows.Values, row => Assert.Equal(can.Contains(row[0].Trim('`')) ? "yes" : "no", row[5]));
    }

    [Fact]
    public void It_gives_the_severity_of_every_addons_rule() =>
        Assert.All(AddonCatalog.BuiltIn.Addons.SelectMany(a => a.Rules), rule =>
            Assert.Equal(rule.Severity.ToString(), Rows[rule.Id][1], ignoreCase: true)
        );

    [Fact]
    public void The_address_plans_page_gives_the_severity_of_each_of_its_rules_in_the_order_of_findings()
    {
        var rows = DocsPage.Of("docs", "address-plan.md").Section("Rules").Rows();
        Assert.Equal(
            PlanRules.All.Select(r => $"{r.Id} {r.Severity.ToString().ToLowerInvariant()}"),
            rows.Select(r => $"{r[0].Trim('`')} {r[1]}")
        );
    }

    private static IEnumerable<string> OfRenderer =>
        typeof(RenderRules)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.IsLiteral)
            .Select(f => (string)f.GetRawConstantValue()!);
}
