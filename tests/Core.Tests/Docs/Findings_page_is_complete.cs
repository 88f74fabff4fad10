using System.Reflection;
using CniOperator.Core.AddressPlan;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Pipeline;
using CniOperator.Core.Rendering;

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
            AllRules.Of(AddonCatalog.BuiltIn).Select(r => r.Id).Order(StringComparer.Ordinal),
            Rows.Keys.Order(StringComparer.Ordinal)
        );

    [Fact]
    public void No_two_rules_share_an_id() =>
        Assert.Equal(AllRules.Of(AddonCatalog.BuiltIn).DistinctBy(r => r.Id), AllRules.Of(AddonCatalog.BuiltIn));

    [Fact]
    public void It_gives_the_severity_of_every_rule_and_whether_it_can_be_acknowledged() =>
        Assert.All(AllRules.Of(AddonCatalog.BuiltIn), rule =>
            Assert.Equal(
                (rule.Severity.ToString().ToLowerInvariant(), rule.Acknowledgeable ? "yes" : "no"),
                (Rows[rule.Id][1], Rows[rule.Id][5])
            )
        );

    [Fact]
    public void Every_rule_that_rendering_declares_is_listed() => Assert.Equal(OfRenderer, RenderRules.All);

    [Fact]
    public void The_address_plans_page_gives_the_severity_of_each_of_its_rules_in_the_order_of_findings()
    {
        var rows = DocsPage.Of("docs", "address-plan.md").Section("Rules").Rows();
        Assert.Equal(
            PlanRules.All.Select(r => $"{r.Rule} {r.Rule.Severity.ToString().ToLowerInvariant()}"),
            rows.Select(r => $"{r[0].Trim('`')} {r[1]}")
        );
    }

    private static IEnumerable<Rule> OfRenderer =>
        typeof(RenderRules)
            .GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(p => p.PropertyType == typeof(Rule))
            .Select(p => (Rule)p.GetValue(null)!);
}
