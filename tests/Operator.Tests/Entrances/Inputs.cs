using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Tests.AddressPlan;
using CniOperator.Operator.Tests.Loop;

namespace CniOperator.Operator.Tests.Entrances;

/// <summary>ClusterNetworks as texts: every sample, every bad spec that other tests know, and some that went wrong elsewhere.</summary>
internal static class Inputs
{
    private const int MostAvoided = 64;

    /// <summary>The texts by name.</summary>
    internal static IReadOnlyDictionary<string, string> Texts { get; } =
        Samples().Concat(BadOnes()).Concat(Malformed()).Concat(OddSpecs.All).ToDictionary(i => i.Name, i => i.Text);

    /// <summary>For theories.</summary>
    public static TheoryData<string> Names { get; } = [.. Texts.Keys];

    /// <summary>A ClusterNetwork with that spec, as JSON.</summary>
    internal static string OfSpec(string spec) =>
        $$$"""{"apiVersion":"{{{ClusterNetworkApi.ApiVersion}}}","kind":"ClusterNetwork","metadata":{"name":"default"},"spec":{{{spec}}}}""";

    private static IEnumerable<(string Name, string Text)> Samples() =>
        Directory.GetFiles(Lab.File("config", "samples"), "*.yaml").Select(f => (Path.GetFileName(f), File.ReadAllText(f)));

    private static IEnumerable<(string Name, string Text)> BadOnes() =>
        [
            .. BadSpecs.OfNewNetworks.Select((row, i) => ($"bad {i}", OfSpec((string)row[0]))),
            .. BadSpecs.OfOtherProviders.Select(
                (row, i) => ($"bad settings {i}", OfSpec(BadSpecs.Spec((string)row[0], (string)row[1], (string)row[2], (string)row[4])))
            ),
        ];

    // Each stands in every place that takes a network; two of one family in the same list are another finding.
    private static IEnumerable<(string Name, string Text)> Malformed() =>
        [
            .. MalformedCidrs.All.Select(m => m.Text).Chunk(MostAvoided).Select((texts, i) => ($"malformed {i}", Avoiding(texts))),
            .. MalformedCidrs
                .All.Select(m => m.Text)
                .Where((_, i) => i % 16 == 0)
                .Select(
                    (text, i) =>
                        (
                            $"malformed pods {i}",
                            OfSpec(new JsonObject { ["provider"] = "flannel", ["podNetwork"] = Cidrs(text) }.ToJsonString())
                        )
                ),
        ];

    private static string Avoiding(string[] texts)
    {
        var pods = Cidrs("10.244.0.0/16");
        pods["avoid"] = new JsonArray([.. texts.Select(t => (JsonNode)t)]);
        return OfSpec(new JsonObject { ["provider"] = "flannel", ["podNetwork"] = pods }.ToJsonString());
    }

    private static JsonObject Cidrs(string text) => new() { ["cidrs"] = new JsonArray(text) };
}
