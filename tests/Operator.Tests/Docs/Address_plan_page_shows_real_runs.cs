using System.Text.Json.Nodes;
using CniOperator.Core.Tests.Docs;
using CniOperator.Operator.Tests.Commands.Plan;

namespace CniOperator.Operator.Tests.Docs;

public sealed class Address_plan_page_shows_real_runs
{
    private static readonly string Path = System.IO.Path.Combine(DocsPage.Root, "docs", "address-plan.md");

    [Theory]
    [InlineData("grow", "--pod-cidr 10.95.0.0/16 --grow 300")]
    [InlineData("explain", "--explain 10.244.3.7/20 --pod-cidr 10.244.0.0/16 --nodes 6")]
    public async Task A_block_is_what_the_command_prints(string block, string arguments)
    {
        var expected = $"$ cni-operator plan {arguments}\n{(await PlanRun.OfAsync(arguments.Split(' '))).Out}";
        Assert.Equal(expected, RecordedBlock.Of(Path, block, expected));
    }

    [Theory]
    [InlineData("--pod-cidr 10.244.0.0/16 --nodes 2 --max-pods 300", "field of a plan")]
    [InlineData("--explain 10.244.0.0/16 --pod-cidr 10.244.0.0/16", "field of `--explain`")]
    public async Task Every_field_of_the_JSON_is_listed(string arguments, string table)
    {
        var json = JsonNode.Parse((await PlanRun.OfAsync([.. arguments.Split(' '), "-o", "json"])).Out);
        var listed = new DocsPage(Path, Table(table)).Names();
        Assert.Equal(Fields(json, "").Distinct().Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    private static string Table(string header)
    {
        var text = DocsPage.At(Path).Section("The plan command").Text;
        var begin = text.IndexOf($"| {header} |", StringComparison.Ordinal);
        Assert.True(begin >= 0, $"{Path} has no table of \"{header}\"");
        var end = text.IndexOf("\n\n", begin, StringComparison.Ordinal);
        return end < 0 ? text[begin..] : text[begin..end];
    }

    private static IEnumerable<string> Fields(JsonNode? json, string path) =>
        json switch
        {
            JsonObject { Count: > 0 } map => map.SelectMany(m => Fields(m.Value, path.Length == 0 ? m.Key : $"{path}.{m.Key}")),
            JsonArray list when list.OfType<JsonObject>().Any() => list.SelectMany(i => Fields(i, $"{path}[]")),
            _ => [path],
        };
}
