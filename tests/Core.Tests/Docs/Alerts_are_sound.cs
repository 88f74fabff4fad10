using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Docs;

public sealed partial class Alerts_are_sound
{
    private static readonly JsonNode Plain = Read("prometheus-alerts.yaml");

    private static IEnumerable<JsonObject> Rules => Plain.Items("groups").SelectMany(g => g.Items("rules"));

    [Fact]
    public void Those_of_the_PrometheusRule_are_those_of_the_plain_file() =>
        Assert.True(JsonNode.DeepEquals(Plain["groups"], Read("prometheus-rule.yaml").At("spec", "groups")));

    [Fact]
    public void Each_asks_for_metrics_that_there_are()
    {
        var known = new[] { "The network", "Connectivity" }.SelectMany(h => DocsPage.Of("docs", "metrics.md").Section(h).Names());
        Assert.All(Rules, rule => Assert.Empty(Metric().Matches(rule.Text("expr")!).Select(m => m.Value).Except(known)));
        Assert.All(Rules, rule => Assert.Matches(Metric(), rule.Text("expr")!));
    }

    [Fact]
    public void Each_says_what_to_do_and_the_pages_that_it_names_have_the_heading()
    {
        var headings = DocsPage
            .Of("docs", "troubleshooting.md")
            .Text.Split('\n')
            .Where(l => l.StartsWith("## ", StringComparison.Ordinal))
            .Select(l => l[3..])
            .ToList();
        foreach (var rule in Rules)
        {
            Assert.NotEmpty(rule.Text("annotations", "summary")!);
            Assert.Contains(rule.Text("labels", "severity"), new[] { "warning", "critical" });
            if (Heading().Match(rule.Text("annotations", "description")!) is { Success: true } named)
                Assert.Contains(named.Groups[1].Value, headings);
        }
    }

    private static JsonNode Read(string file)
    {
        var path = Path.Combine(DocsPage.Root, "config", "optional", file);
        return YamlReader.Read(File.ReadAllText(path), path).Single().Root!;
    }

    [GeneratedRegex("cni_operator_[a-z_]+")]
    private static partial Regex Metric();

    [GeneratedRegex(@"See docs/troubleshooting\.md, (.+)\.")]
    private static partial Regex Heading();
}
