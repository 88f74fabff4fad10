using CniOperator.Kubernetes.Selectors;

namespace CniOperator.Kubernetes.Tests.Selectors;

public sealed class LabelSelectorTests
{
    private const string Labels = "{'app': 'flannel', 'tier': 'node', 'rank': '7', 'empty': ''}";

    [Theory]
    [InlineData("", true)]
    [InlineData("app=flannel", true)]
    [InlineData("app==flannel,tier=node", true)]
    [InlineData("app!=flannel", false)]
    [InlineData("missing!=x", true)]
    [InlineData("app in (a, flannel)", true)]
    [InlineData("app notin (a,b)", true)]
    [InlineData("app notin (flannel)", false)]
    [InlineData("missing notin (a)", true)]
    [InlineData("app", true)]
    [InlineData("!app", false)]
    [InlineData("!missing", true)]
    [InlineData("empty=", true)]
    [InlineData("rank>6,rank<8", true)]
    [InlineData("rank>7", false)]
    [InlineData("app>1", false)]
    public void The_string_form_selects_by_labels(string selector, bool matches) =>
        Assert.Equal(matches, LabelSelector.Parse(selector).Matches(Json.Map(Labels)));

    [Theory]
    [InlineData("{}", true, "")]
    [InlineData("{'matchLabels': {'app': 'flannel', 'tier': 'node'}}", true, "app=flannel,tier=node")]
    [InlineData("{'matchLabels': {'app': 'x'}}", false, "app=x")]
    [InlineData("{'matchExpressions': [{'key': 'app', 'operator': 'In', 'values': ['a', 'flannel']}]}", true, "app in (a,flannel)")]
    [InlineData("{'matchExpressions': [{'key': 'app', 'operator': 'NotIn', 'values': ['flannel']}]}", false, "app notin (flannel)")]
    [InlineData("{'matchExpressions': [{'key': 'app', 'operator': 'Exists'}, {'key': 'x', 'operator': 'DoesNotExist'}]}", true, "app,!x")]
    [InlineData("{'matchExpressions': [{'key': 'app', 'operator': 'Like', 'values': ['flannel']}]}", false, "app in ()")]
    public void The_object_form_selects_as_its_string_form_reads(string selector, bool matches, string text)
    {
        var parsed = LabelSelector.Of(Json.Map(selector));
        Assert.Equal((matches, text), (parsed.Matches(Json.Map(Labels)), parsed.ToString()));
    }

    [Fact]
    public void An_object_without_labels_has_no_label()
    {
        Assert.True(LabelSelector.Parse("!app").Matches(null));
        Assert.False(LabelSelector.Parse("app").Matches(null));
    }

    [Theory]
    [InlineData("=x", "found '=', expected: !, identifier, or 'end of string'")]
    [InlineData("a=b c", "found 'c', expected: ',' or 'end of string'")]
    [InlineData("a=b,", "found '', expected: identifier after ','")]
    [InlineData("a in b", "unable to parse requirement: found 'b', expected: '('")]
    [InlineData(
        "a>b",
        "unable to parse requirement: values[0]: Invalid value: \"b\": for 'Gt', 'Lt' operators, the value must be an integer"
    )]
    public void What_an_API_server_refuses_is_refused_in_its_words(string selector, string problem) =>
        Assert.Equal(problem, Assert.Throws<SelectorException>(() => LabelSelector.Parse(selector)).Message);
}
