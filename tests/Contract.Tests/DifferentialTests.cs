using System.Text.Json.Nodes;
using CniOperator.Contract.Tests.Servers;

namespace CniOperator.Contract.Tests;

/// <summary>The strongest test: the same random operations on both servers, compared answer by answer.</summary>
[Collection(ContractCollection.Name)]
public sealed class DifferentialTests(ContractServers servers)
{
    private const int Steps = 60;

    // What two servers cannot have in common.
    private static readonly HashSet<string> Own = ["uid", "resourceVersion", "creationTimestamp", "deletionTimestamp", "time"];

    /// <summary>Twelve seeds, the same in every run; a failure names the seed and every step up to the one that differs.</summary>
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [RealTheory]
    [MemberData(nameof(Seeds))]
    public async Task Both_servers_answer_any_sequence_alike(int seed)
    {
        var (embedded, real) = (await servers.Get("embedded"), await servers.Get("real"));
        var ns = $"random-{seed}";
        foreach (var api in new[] { embedded, real })
            await api.Post("/api/v1/namespaces", $$$"""{"metadata":{"name":"{{{ns}}}"}}""");
        var random = new Random(seed);
        var story = new List<string>();
        for (var i = 0; i < Steps; i++)
        {
            var step = RandomStep.Next(random, ns);
            story.Add(step.ToString());
            var mine = await Carry(embedded, step);
            var truth = await Carry(real, step);
            Assert.True(mine == truth, $"seed {seed}, step {i + 1}:\n{string.Join('\n', story)}\nreal:\n{truth}\nembedded:\n{mine}");
        }
    }

    private static async Task<string> Carry(Api api, RandomStep step)
    {
        var answer = await api.Send(step.Method, step.Path, step.Body, step.Type, Api.Json);
        var warnings = string.Join('|', answer.Warnings);
        return $"{answer.Status} {warnings}\n{Comparable(answer.Json)!.ToJsonString(Api.Plain)}";
    }

    private static JsonNode? Comparable(JsonNode? node) =>
        node switch
        {
            JsonObject map => new JsonObject(
                map.OrderBy(f => f.Key, StringComparer.Ordinal)
                    .Select(f =>
                        KeyValuePair.Create(
                            f.Key,
                            Own.Contains(f.Key) ? JsonValue.Create("...")
                                : f.Key == "message" ? Pieces(f.Value)
                                : f.Key is "managedFields" or "causes" ? Unordered(f.Value)
                                : Comparable(f.Value)
                        )
                    )
            ),
            JsonArray list => new JsonArray([.. list.Select(Comparable)]),
            _ => node?.DeepClone(),
        };

    /// <summary>Errors of several fields come in the order of a Go map: in any.</summary>
    private static JsonValue Pieces(JsonNode? message) =>
        JsonValue.Create(
            string.Join("|", $"{message}".Split(["[", "]", ", "], StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal))
        );

    /// <summary>
    /// Owners are ordered by their second, which two servers need not share; conflicts come in no order at all from a Go map.
    /// </summary>
    private static JsonArray Unordered(JsonNode? node) =>
        new([.. ((JsonArray)node!).Select(Comparable).OrderBy(e => e!.ToJsonString(), StringComparer.Ordinal)]);
}
