using System.Reflection;
using CniOperator.Commands;
using CniOperator.Core.Tests.Docs;

namespace CniOperator.Operator.Tests.Docs;

public sealed class Findings_of_a_live_cluster_are_listed
{
    [Fact]
    public void Every_rule_is_in_the_page() =>
        Assert.Equal(
            typeof(LiveRules)
                .GetFields(BindingFlags.NonPublic | BindingFlags.Static)
                .Where(f => f.IsLiteral)
                .Select(f => (string)f.GetRawConstantValue()!)
                .Order(StringComparer.Ordinal),
            DocsPage.Of("docs", "findings.md").Section("A live cluster").Names().Order(StringComparer.Ordinal)
        );
}
