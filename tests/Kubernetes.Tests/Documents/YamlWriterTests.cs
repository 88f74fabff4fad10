using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Documents;
using CsCheck;

namespace CniOperator.Kubernetes.Tests.Documents;

public class YamlWriterTests
{
    private static readonly string[] Awkward =
    [
        "yes",
        "null",
        "~",
        "1e3",
        "010",
        "0x1f",
        "1:30",
        "2026-11-24",
        "<<",
        "=",
        "---",
        "- a",
        "a: b",
        "a #b",
        "a:",
        " a",
        "a ",
        "",
        "\n",
        "\n\n",
        "a\n",
        "a\n\n",
        " a\nb",
        "\na",
        ".5",
        "+1",
        "-",
        "?",
        "1_0",
        "0o7",
        ".nan",
    ];

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[Gen.Char["ab:-#'\"\\\n \t{}[]&*!|>%@`~=<0129.,_eEx+\u00e9\u0001\u2028\ud7ff"], 0, 12],
        Gen.Int[0, Awkward.Length - 1].Select(i => Awkward[i])
    );

    [Fact]
    public void What_is_written_reads_back_the_same() =>
        Nodes(3)
            .Check(
                node =>
                    JsonNode.DeepEquals(
                        node(),
                        YamlReader.Read("---\n" + YamlWriter.Write(node()), "f") is [var document] ? document.Root : null
                    ),
                iter: 3000,
                print: node => YamlWriter.Write(node())
            );

    [Fact]
    public void It_looks_as_people_write_it() =>
        Assert.Equal(
            """
            kind: ConfigMap
            data:
              script: |
                #!/bin/sh
                exit 0
              empty: {}
            list:
            - a: 1
              b: "yes"
            - - nested
              - "010"
            - []
            none: null
            quoted: "a: b"

            """,
            YamlWriter.Write(
                JsonNode.Parse(
                    """
                    {"kind":"ConfigMap","data":{"script":"#!/bin/sh\nexit 0\n","empty":{}},"list":[{"a":1,"b":"yes"},["nested","010"],[]],"none":null,"quoted":"a: b"}
                    """
                )
            )
        );

    [Fact]
    public void Documents_are_parted() =>
        Assert.Equal("a: 1\n---\nb: 2\n", YamlWriter.Write([new JsonObject { ["a"] = 1 }, new JsonObject { ["b"] = 2 }]));

    // Nodes have one parent, so a generator gives a maker of them.
    private static Gen<Func<JsonNode?>> Nodes(int depth)
    {
        Gen<Func<JsonNode?>> leaf = Gen.OneOf(
            Texts.Select<string, Func<JsonNode?>>(s => () => JsonValue.Create(s)),
            Gen.Long.Select<long, Func<JsonNode?>>(l => () => JsonValue.Create(l)),
            Gen.Double[-1e300, 1e300].Select<double, Func<JsonNode?>>(d => () => JsonValue.Create(d)),
            Gen.Bool.Select<bool, Func<JsonNode?>>(b => () => JsonValue.Create(b)),
            Gen.Bool.Select<bool, Func<JsonNode?>>(_ => () => new JsonObject()),
            Gen.Bool.Select<bool, Func<JsonNode?>>(_ => () => new JsonArray())
        );
        if (depth == 0)
            return leaf;
        var inner = Gen.OneOf(leaf, Nodes(depth - 1), Gen.Bool.Select<bool, Func<JsonNode?>>(_ => () => null));
        return Gen.OneOf(
            leaf,
            inner.Array[1, 4].Select<Func<JsonNode?>[], Func<JsonNode?>>(items => () => new JsonArray([.. items.Select(i => i())])),
            Gen.Select(Texts, inner)
                .Array[1, 4]
                .Select<(string, Func<JsonNode?>)[], Func<JsonNode?>>(fields =>
                    () =>
                    {
                        var map = new JsonObject();
                        foreach (var (name, value) in fields)
                            map[name] = value();
                        return map;
                    }
                )
        );
    }
}
