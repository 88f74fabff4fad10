using CniOperator.Kubernetes.Selectors;

namespace CniOperator.Kubernetes.Tests.Selectors;

public sealed class FieldSelectorTests
{
    private const string Pod = "{'metadata': {'name': 'a,b'}, 'spec': {'nodeName': 'n', 'hostNetwork': true}}";

    [Theory]
    [InlineData("", true)]
    [InlineData("spec.nodeName=n", true)]
    [InlineData("spec.nodeName==n,metadata.name!=x", true)]
    [InlineData("spec.nodeName!=n", false)]
    [InlineData("spec.missing=", true)]
    [InlineData("spec.hostNetwork=true", true)]
    [InlineData("metadata.name=a\\,b", true)]
    public void Fields_are_compared_as_text(string selector, bool matches)
    {
        var pod = Json.Map(Pod);
        Assert.Equal(matches, FieldSelector.Parse(selector).Matches(field => FieldSelector.ValueAt(pod, field)));
    }

    [Fact]
    public void It_says_which_fields_it_looks_at() =>
        Assert.Equal(["spec.nodeName", "status.phase"], FieldSelector.Parse("spec.nodeName=a,status.phase!=Running").Fields);

    [Fact]
    public void A_term_without_a_comparison_is_refused() =>
        Assert.Equal(
            "invalid selector: 'a=b,c'; can't understand 'c'",
            Assert.Throws<SelectorException>(() => FieldSelector.Parse("a=b,c")).Message
        );
}
