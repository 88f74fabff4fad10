using CniOperator.Core.Rendering.Scripting;

namespace CniOperator.Core.Tests.Rendering;

public sealed class SelectorFunctionTests
{
    [Theory]
    [InlineData("")]
    [InlineData("  all()")]
    [InlineData("zone == 'a'")]
    [InlineData("topology.kubernetes.io/zone=='a'&&!has( rack )")]
    [InlineData("!(zone in {'a', \"b\",} || zone not in { }) && x starts with 'y'")]
    [InlineData("zone notin {'a'} || !!global( ) || n contains 'q' || e ends with \"\"")]
    [InlineData("((has(a)))")]
    public void A_selector_that_can_be_read_has_no_problem(string selector) => Assert.Null(SelectorFunctions.Problem(selector));

    [Theory]
    [InlineData("rack = 1", "at character 1, equality is written ==")]
    [InlineData("has(a) && rack == 1", "at character 11, the value should be in quotes")]
    [InlineData("zone: a", "at character 1, a condition should be")]
    [InlineData("has(a) has(b)", "at character 8, && or || should be")]
    [InlineData("has(a) &&", "it ends where a condition should be")]
    [InlineData("(has(a)", "a closing parenthesis is missing")]
    [InlineData("has(a))", "at character 7, a parenthesis is closed that was not opened")]
    [InlineData("zone == 'a", "at character 1, a condition should be")]
    [InlineData("zone in 'a'", "at character 1, a condition should be")]
    [InlineData("all", "at character 1, a condition should be")]
    [InlineData("()", "at character 2, a condition should be")]
    public void One_that_cannot_be_read_is_told_with_the_place(string selector, string problem) =>
        Assert.Equal(problem, SelectorFunctions.Problem(selector));

    [Fact]
    public void A_long_one_takes_no_long_time() =>
        Assert.NotNull(SelectorFunctions.Problem(string.Concat(Enumerable.Repeat("a in {'x',", 20_000))));
}
