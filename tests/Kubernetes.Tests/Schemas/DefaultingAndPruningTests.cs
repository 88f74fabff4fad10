using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Schemas;
using CsCheck;

namespace CniOperator.Kubernetes.Tests.Schemas;

public class DefaultingAndPruningTests
{
    private static readonly StructuralSchema Schema = StructuralSchema.Parse(
        JsonNode
            .Parse(
                """
                {"type":"object","properties":{
                  "a":{"type":"integer","default":1},"b":{"type":"string","nullable":true,"default":"x"},"c":{"type":"string"},
                  "o":{"type":"object","default":{},"properties":{"a":{"type":"integer","default":2},"c":{"type":"object","x-kubernetes-preserve-unknown-fields":true,"properties":{"a":{"type":"object"}}}}},
                  "l":{"type":"array","items":{"type":"object","properties":{"a":{"type":"integer","default":3}}}},
                  "m":{"type":"object","additionalProperties":{"type":"object","properties":{"a":{"type":"integer","default":4}}}}}}
                """
            )!
            .AsObject()
    );

    private static readonly string[] Names = ["a", "b", "c", "o", "l", "m", "z"];

    [Fact]
    public void Absent_fields_and_forbidden_nulls_get_their_default()
    {
        var value = JsonNode.Parse("""{"b":null,"c":null,"l":[{}],"m":{"k":{}}}""")!;
        SchemaDefaulter.Apply(Schema, value);
        Assert.Equal("""{"a":1,"b":null,"l":[{"a":3}],"m":{"k":{"a":4}},"o":{"a":2}}""", GoText.Marshal(value));
    }

    [Fact]
    public void Unknown_fields_go_and_are_named()
    {
        var value = JsonNode
            .Parse("""{"apiVersion":"v1","z":1,"o":{"z":1,"c":{"z":1,"a":{"z":1}}},"l":[{"z":1}],"m":{"k":{"z":1}}}""")!
            .AsObject();
        Assert.Equal(["l[0].z", "m.k.z", "o.c.a.z", "o.z", "z"], SchemaPruner.Prune(Schema, value, isResourceRoot: true));
        Assert.Equal("""{"apiVersion":"v1","l":[{}],"m":{"k":{}},"o":{"c":{"a":{},"z":1}}}""", GoText.Marshal(value));
    }

    [Fact]
    public void Doing_it_twice_changes_nothing_and_leaves_no_unknown_field() =>
        Gen.Int[0, int.MaxValue]
            .Check(seed =>
            {
                var value = Random(new Random(seed), 3).AsObject();
                Step(value);
                var once = value.DeepClone();
                Assert.Empty(Step(value));
                return JsonNode.DeepEquals(once, value);
            });

    private static IReadOnlyList<string> Step(JsonObject value)
    {
        SchemaDefaulter.Apply(Schema, value);
        return SchemaPruner.Prune(Schema, value, isResourceRoot: false);
    }

    private static JsonNode Random(Random random, int depth)
    {
        var map = new JsonObject();
        foreach (var name in Names)
            if (random.Next(2) == 0)
                map[name] = random.Next(depth > 0 ? 4 : 2) switch
                {
                    0 => null,
                    1 => random.Next(),
                    2 => Random(random, depth - 1),
                    _ => new JsonArray(Random(random, depth - 1)),
                };
        return map;
    }
}
