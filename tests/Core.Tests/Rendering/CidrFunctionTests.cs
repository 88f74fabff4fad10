using CniOperator.Core.Rendering.Scripting;
using Scriban.Runtime;

namespace CniOperator.Core.Tests.Rendering;

public sealed class CidrFunctionTests
{
    [Theory]
    [InlineData(
        """cidrs_outside ["10.1.0.0/16", "10.0.0.0/7", "fd00:1::/64", "x", "10.1.0.1/16"] ["10.0.0.0/8", "fd00::/16"] | json""",
        """["10.0.0.0/7","x","10.1.0.1/16"]"""
    )]
    [InlineData(
        """overlapping_cidrs ["10.0.0.0/8", "10.1.0.0/16", "11.0.0.0/8", "fd00::/16", "x"] | json""",
        """["10.0.0.0/8 and 10.1.0.0/16"]"""
    )]
    [InlineData("""pluck [{ a: 1 }, { b: 2 }] "a" | json""", "[1,null]")]
    public void Lists_of_networks_are_compared(string expression, string expected) =>
        Assert.Equal(expected, Script.ParseExpression("x", 1, expression).Evaluate(new BoundedContext(new ScriptObject())));

    [Fact]
    public void A_text_that_is_not_a_network_has_no_prefix_length() =>
        Assert.Contains(
            "\"x\" is not a CIDR",
            Assert
                .Throws<ScriptException>(() =>
                    Script.ParseExpression("x", 1, "prefix_length \"x\"").Evaluate(new BoundedContext(new ScriptObject()))
                )
                .Message,
            StringComparison.Ordinal
        );
}
