using System.Reflection;
using CniOperator.Controllers;
using CniOperator.Core.Findings;
using CniOperator.Core.Tests.Docs;

namespace CniOperator.Operator.Tests.Docs;

public sealed class Findings_of_a_live_cluster_are_listed
{
    [Fact]
    public void Every_rule_is_in_the_page() =>
        Assert.Equal(
            LiveRules.All.Select(r => r.Id).Order(StringComparer.Ordinal),
            DocsPage.Of("docs", "findings.md").Section("A live cluster").Names().Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Every_rule_that_is_declared_is_listed() =>
        Assert.Equal(
            typeof(LiveRules)
                .GetProperties(BindingFlags.NonPublic | BindingFlags.Static)
                .Where(p => p.PropertyType == typeof(Rule))
                .Select(p => (Rule)p.GetValue(null)!),
            LiveRules.All
        );
}
