using System.Text.Json.Nodes;
using CniOperator.Contract.Tests.Servers;

namespace CniOperator.Contract.Tests;

/// <summary>
/// One random operation on one of two Widgets, by one of two managers. Scale is left out: kube-apiserver drops an owner of the replicas
/// when a
/// scale changes nothing, which is not worth imitating.
/// </summary>
internal sealed record RandomStep(HttpMethod Method, string Path, string? Body, string Type)
{
    internal static RandomStep Next(Random random, string ns)
    {
        var name = Pick(random, "w1", "w2");
        var manager = Pick(random, "alice", "bob");
        var path = $"{Widgets.In(ns)}/{name}";
        return random.Next(11) switch
        {
            0 => new RandomStep(
                HttpMethod.Post,
                $"{Widgets.In(ns)}?fieldManager={manager}",
                Widget(name, Spec(random)).ToJsonString(),
                Api.Json
            ),
            1 or 2 or 3 or 4 => Apply(random, $"{path}?fieldManager={manager}", Widget(name, Spec(random))),
            5 => Apply(random, $"{path}/status?fieldManager={manager}", Status(random, name)),
            6 or 7 => new RandomStep(HttpMethod.Patch, $"{path}?fieldManager={manager}", MergeOf(random).ToJsonString(), Api.Merge),
            8 => new RandomStep(HttpMethod.Patch, $"{path}/status?fieldManager={manager}", Status(random, name).ToJsonString(), Api.Merge),
            9 => new RandomStep(HttpMethod.Patch, $"{path}?fieldManager={manager}", JsonPatchOf(random), Api.JsonPatch),
            _ => random.Next(3) == 0
                ? new RandomStep(HttpMethod.Delete, path, null, Api.Json)
                : new RandomStep(HttpMethod.Get, path, null, Api.Json),
        };
    }

    public override string ToString() => $"{Method} {Path} {Type} {Body}";

    private static RandomStep Apply(Random random, string path, JsonObject body) =>
        new(HttpMethod.Patch, random.Next(3) == 0 ? path + "&force=true" : path, body.ToJsonString(), Api.Apply);

    private static JsonObject Widget(string name, JsonObject spec) =>
        new()
        {
            ["apiVersion"] = Widgets.ApiVersion,
            ["kind"] = "Widget",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = spec,
        };

    private static JsonObject Status(Random random, string name)
    {
        var status = new JsonObject();
        if (random.Next(2) == 0)
            status["size"] = random.Next(3);
        if (random.Next(2) == 0)
            status["conditions"] = new JsonArray(
                new JsonObject { ["type"] = Pick(random, "Ready", "Other"), ["status"] = Pick(random, "True", "False") }
            );
        var widget = Widget(name, []);
        widget.Remove("spec");
        widget["status"] = status;
        return widget;
    }

    private static JsonObject Spec(Random random)
    {
        var spec = new JsonObject();
        if (random.Next(8) > 0)
            spec["size"] = random.Next(0, 4);
        if (random.Next(4) == 0)
            spec["mode"] = Pick(random, "a", "a", "b", "c");
        if (random.Next(4) == 0)
            spec["nested"] = random.Next(2) == 0 ? [] : new JsonObject { ["on"] = random.Next(2) == 0 };
        if (random.Next(3) == 0)
            spec["free"] = new JsonObject
            {
                [Pick(random, "x", "y")] = random.Next(3) == 0 ? new JsonObject { ["z"] = 1 } : random.Next(2),
            };
        if (random.Next(2) == 0)
            spec["parts"] = Parts(random);
        if (random.Next(2) == 0)
            spec["tags"] = new JsonArray([
                .. Enumerable.Range(0, random.Next(3)).Select(_ => JsonValue.Create(Pick(random, "r", "s", "t"))),
            ]);
        return spec;
    }

    private static JsonArray Parts(Random random)
    {
        var parts = new JsonArray();
        foreach (var name in new[] { "p", "q" })
        {
            if (random.Next(2) == 0)
                continue;
            var part = new JsonObject { ["name"] = name };
            if (random.Next(2) == 0)
                part["value"] = Pick(random, "1", "2");
            parts.Add((JsonNode)part);
        }

        return parts;
    }

    private static JsonObject MergeOf(Random random)
    {
        var patch = new JsonObject { ["spec"] = Spec(random) };
        if (random.Next(3) == 0)
            patch["spec"]![Pick(random, "free", "parts", "tags", "size", "nested")] = null;
        if (random.Next(4) == 0)
            patch["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["l"] = Pick(random, "1", "2") } };
        return patch;
    }

    private static string JsonPatchOf(Random random) =>
        Pick(
            random,
            """[{"op":"replace","path":"/spec/size","value":2}]""",
            """[{"op":"remove","path":"/spec/tags"}]""",
            """[{"op":"add","path":"/spec/tags/-","value":"u"}]""",
            """[{"op":"test","path":"/spec/size","value":1},{"op":"add","path":"/metadata/annotations","value":{"a":"b"}}]""",
            """[{"op":"add","path":"/spec/unknown","value":1}]"""
        );

    private static string Pick(Random random, params string[] from) => from[random.Next(from.Length)];
}
