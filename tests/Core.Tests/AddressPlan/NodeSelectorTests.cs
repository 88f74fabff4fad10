using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan.Selectors;
using CniOperator.Core.Rendering.Scripting;
using CniOperator.Kubernetes.Selectors;

namespace CniOperator.Core.Tests.AddressPlan;

public sealed class NodeSelectorTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("  all( )", true)]
    [InlineData("!all()", false)]
    [InlineData("!!all()", true)]
    [InlineData("global()", true)]
    [InlineData("zone == 'a'", true)]
    [InlineData("zone == \"b\"", false)]
    [InlineData("zone != 'b'", true)]
    [InlineData("zone != 'a'", false)]
    [InlineData("absent != 'a'", true)]
    [InlineData("absent == ''", false)]
    [InlineData("empty == ''", true)]
    [InlineData("has(zone)", true)]
    [InlineData("has(absent)", false)]
    [InlineData("!has(absent) && !has(also-absent)", true)]
    [InlineData("zone in {'b', 'a',}", true)]
    [InlineData("zone in { }", false)]
    [InlineData("absent in {'a'}", false)]
    [InlineData("zone not in {'b'}", true)]
    [InlineData("zone notin {'a'}", false)]
    [InlineData("absent not in {'a'}", true)]
    [InlineData("name contains 'ode'", true)]
    [InlineData("name starts with 'node-' && name ends with '1'", true)]
    [InlineData("absent starts with ''", false)]
    [InlineData("topology.kubernetes.io/zone=='eu-1'&&zone=='b'||has(empty)", true)]
    [InlineData("zone == 'b' && has(zone) || zone == 'a'", true)]
    [InlineData("zone == 'a' || has(absent) && has(absent)", true)]
    [InlineData("(zone == 'a' || has(absent)) && has(absent)", false)]
    [InlineData("!(zone in {'a'} || has(absent))", false)]
    [InlineData("all == 'x' || has == 'y'", true)]
    public void It_selects_as_Calico_does(string selector, bool selects) =>
        Assert.Equal(selects, NodeSelector.Parse(selector)!.Selects(Labels));

    [Theory]
    [InlineData("rack = 1")]
    [InlineData("has(a) has(b)")]
    [InlineData("has(a) &&")]
    [InlineData("(has(a)")]
    [InlineData("has(a))")]
    [InlineData("zone == 'a")]
    [InlineData("zone in 'a'")]
    [InlineData("zone in {'a'")]
    [InlineData("all")]
    [InlineData("()")]
    [InlineData("!")]
    public void What_cannot_be_read_is_none(string selector) => Assert.Null(NodeSelector.Parse(selector));

    [Fact]
    public void What_is_read_is_what_has_no_problem()
    {
        string[] parts =
        [
            "has(a)",
            "zone == 'a'",
            "all()",
            "x in {'y',}",
            "n not in { }",
            "(",
            ")",
            "!",
            "&&",
            "||",
            " ",
            "z != \"q\"",
            "a starts with 'b'",
            "k",
            "'",
        ];
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => parts[random.Next(parts.Length)]));
            Assert.True(SelectorFunctions.Problem(text) is null == NodeSelector.Parse(text) is not null, text);
        }
    }

    [Fact]
    public void A_long_or_deep_one_harms_nothing()
    {
        Assert.True(NodeSelector.Parse(string.Join("||", Enumerable.Repeat("has(absent)", 50_000).Append("all()")))!.Selects(Labels));
        Assert.Null(NodeSelector.Parse(new string('(', 50_000)));
        Assert.Null(NodeSelector.Parse(string.Concat(Enumerable.Repeat("a in {'x',", 20_000))));
    }

    [Fact]
    public void Labels_are_the_same_packed_and_as_the_API_has_them()
    {
        var node = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = "n",
                ["labels"] = new JsonObject { ["zone"] = "a", ["b"] = "" },
            },
        };
        var whole = NodeLabels.Of(node);
        NodeLabels.Pack(node);
        Assert.Equal(whole, NodeLabels.Of(node));
        Assert.Equal(("a", "", null), (NodeLabels.Of(node).Value("zone"), NodeLabels.Of(node).Value("b"), NodeLabels.Of(node).Value("c")));
        Assert.Equal("""{"metadata":{"name":"n","labels":{"zone":"a","b":""}}}""", node.ToJsonString());
        Assert.Equal(NodeLabels.None, NodeLabels.Of([]));
    }

    private static NodeLabels Labels { get; } =
        NodeLabels.Of(
            new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["labels"] = new JsonObject
                    {
                        ["zone"] = "a",
                        ["topology.kubernetes.io/zone"] = "eu-1",
                        ["name"] = "node-1",
                        ["empty"] = "",
                        ["all"] = "x",
                    },
                },
            }
        );
}
