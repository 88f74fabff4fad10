using System.Text.Json.Nodes;
using CniOperator.Contract.Tests.Servers;
using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Contract.Tests;

/// <summary>Every optional field of many built-in kinds, one after the other with its zero value, on both servers.</summary>
[Collection(ContractCollection.Name)]
public sealed class ZeroValueDifferentialTests(ContractServers servers)
{
    // Three are behind feature gates that are off by default: the real server drops them, whatever they hold. The last
    // one is taken empty, and stays so, which is not worth imitating.
    private static readonly HashSet<string> LeftOut =
    [
        "Lifecycle.stopSignal",
        "LeaseSpec.strategy",
        "LeaseSpec.preferredHolder",
        "StorageClass.reclaimPolicy",
    ];

    /// <summary>The kinds; objects of theirs are in <see cref="ZeroValueObjects"/>.</summary>
    public static TheoryData<string> Kinds => [.. ZeroValueObjects.All.Keys];

    [RealTheory]
    [MemberData(nameof(Kinds))]
    public async Task Both_servers_store_every_zero_value_alike(string kind)
    {
        var (embedded, real) = (await servers.Get("embedded"), await servers.Get("real"));
        var (path, text) = ZeroValueObjects.All[kind];
        var body = (JsonObject)JsonNode.Parse(text)!;
        var (without, withoutOnEmbedded) = ((await Create(real, path, body)).Expect(201), (await Create(embedded, path, body)).Expect(201));
        var (tried, wrong) = (0, new List<string>());
        foreach (var (place, zero) in Places(BuiltInTypes.Get(kind), body, []))
        {
            var changed = With(body, place, zero);
            var truth = await Create(real, path, changed);

            // What both should refuse is another matter.
            if (truth.Status != 201)
                continue;
            tried++;
            var expected = Effect(truth, without, place);
            var mine = Effect(await Create(embedded, path, changed), withoutOnEmbedded, place);
            if (mine != expected)
                wrong.Add($"{string.Join('.', place)}: {zero.ToJsonString()}\n  real:     {expected}\n  embedded: {mine}");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {tried}:\n{string.Join('\n', wrong)}");
        Assert.NotEqual(0, tried);
    }

    private static Task<Answer> Create(Api api, string path, JsonObject body) => api.Post($"{path}?dryRun=All", body.ToJsonString());

    private static string Effect(Answer answer, Answer without, object[] place) =>
        answer.Status != 201 ? answer.Text
        : Stored(answer) == Stored(without) ? "the same as without it"
        : answer.At(place)?.ToJsonString() ?? "another object, without it";

    private static string Stored(Answer answer)
    {
        var stored = answer.Json.AsObject();
        foreach (var own in new[] { "uid", "creationTimestamp", "managedFields" })
            stored["metadata"]!.AsObject().Remove(own);
        return ContractTest.Sorted(stored);
    }

    private static IEnumerable<(object[] Path, JsonNode Zero)> Places(StructuralSchema? schema, JsonNode? value, object[] at)
    {
        if (schema is null)
            return [];
        if (value is JsonArray list)
            return list.SelectMany((entry, i) => Places(schema.Items, entry, [.. at, i]));
        if (value is not JsonObject map)
            return [];
        return schema
            .Properties.Where(f => !LeftOut.Contains($"{schema.Title}.{f.Key}") && !IsIdentity(f.Key, at))
            .SelectMany(f =>
                map.ContainsKey(f.Key)
                    ? Places(f.Value, map[f.Key], [.. at, f.Key])
                    : Zeros(f.Value).Select(zero => ((object[])[.. at, f.Key], zero))
            );
    }

    private static bool IsIdentity(string field, object[] at) =>
        (at.Length == 0 && field is "status")
        || (at is ["metadata"] && field is not ("labels" or "annotations" or "finalizers" or "ownerReferences"));

    private static IEnumerable<JsonNode> Zeros(StructuralSchema field) =>
        field switch
        {
            { Type: "boolean" } => [false],
            { Type: "integer" } => [0],
            { Type: "string" } => [""],
            { Type: "array" } => [new JsonArray()],
            { AdditionalProperties: not null } => [new JsonObject()],
            _ => [],
        };

    private static JsonObject With(JsonObject body, object[] path, JsonNode value)
    {
        var changed = (JsonObject)body.DeepClone();
        var parent = path[..^1].Aggregate((JsonNode)changed, (node, step) => step is int index ? node[index]! : node[(string)step]!);
        parent[(string)path[^1]] = value.DeepClone();
        return changed;
    }
}
