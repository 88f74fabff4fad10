using CniOperator.Kubernetes.Patches;

namespace CniOperator.Kubernetes.Tests.Patches;

public sealed class JsonPatchTests
{
    // The cases of RFC 6902, appendix A.
    [Theory]
    [InlineData("{'foo': 'bar'}", "[{'op': 'add', 'path': '/baz', 'value': 'qux'}]", "{'baz': 'qux', 'foo': 'bar'}")]
    [InlineData("{'foo': ['bar', 'baz']}", "[{'op': 'add', 'path': '/foo/1', 'value': 'qux'}]", "{'foo': ['bar', 'qux', 'baz']}")]
    [InlineData("{'baz': 'qux', 'foo': 'bar'}", "[{'op': 'remove', 'path': '/baz'}]", "{'foo': 'bar'}")]
    [InlineData("{'foo': ['bar', 'qux', 'baz']}", "[{'op': 'remove', 'path': '/foo/1'}]", "{'foo': ['bar', 'baz']}")]
    [InlineData("{'baz': 'qux', 'foo': 'bar'}", "[{'op': 'replace', 'path': '/baz', 'value': 'boo'}]", "{'baz': 'boo', 'foo': 'bar'}")]
    [InlineData(
        "{'foo': {'bar': 'baz', 'waldo': 'fred'}, 'qux': {'corge': 'grault'}}",
        "[{'op': 'move', 'from': '/foo/waldo', 'path': '/qux/thud'}]",
        "{'foo': {'bar': 'baz'}, 'qux': {'corge': 'grault', 'thud': 'fred'}}"
    )]
    [InlineData(
        "{'foo': ['all', 'grass', 'cows', 'eat']}",
        "[{'op': 'move', 'from': '/foo/1', 'path': '/foo/3'}]",
        "{'foo': ['all', 'cows', 'eat', 'grass']}"
    )]
    [InlineData(
        "{'baz': 'qux', 'foo': ['a', 2, 'c']}",
        "[{'op': 'test', 'path': '/baz', 'value': 'qux'}, {'op': 'test', 'path': '/foo/1', 'value': 2}]",
        "{'baz': 'qux', 'foo': ['a', 2, 'c']}"
    )]
    [InlineData(
        "{'foo': 'bar'}",
        "[{'op': 'add', 'path': '/child', 'value': {'grandchild': {}}}]",
        "{'foo': 'bar', 'child': {'grandchild': {}}}"
    )]
    [InlineData("{'/': 9, '~1': 10}", "[{'op': 'test', 'path': '/~01', 'value': 10}]", "{'/': 9, '~1': 10}")]
    [InlineData("{'foo': ['bar']}", "[{'op': 'add', 'path': '/foo/-', 'value': ['abc', 'def']}]", "{'foo': ['bar', ['abc', 'def']]}")]
    [InlineData("{'a': 1}", "[{'op': 'replace', 'path': '/b', 'value': 2}]", "{'a': 1, 'b': 2}")]
    public void Operations_do_what_the_RFC_and_the_API_server_do(string document, string patch, string expected) =>
        Json.Equal(expected, JsonPatch.Apply(Json.Any(document)!, Json.List(patch)));

    [Theory]
    [InlineData("[{'op': 'remove', 'path': '/nope'}]", "remove operation does not apply: doc is missing path: /nope: missing value", true)]
    [InlineData(
        "[{'op': 'add', 'path': '/nope/x', 'value': 1}]",
        "add operation does not apply: doc is missing path: \"/nope/x\": missing value",
        true
    )]
    [InlineData(
        "[{'op': 'add', 'path': '/l/7', 'value': 1}]",
        "add operation does not apply: doc is missing path: \"/l/7\": missing value",
        true
    )]
    [InlineData("[{'op': 'test', 'path': '/a', 'value': 2}]", "testing value /a failed: test failed", true)]
    [InlineData("[{'op': 'foo', 'path': '/a'}]", "Unexpected kind: foo", true)]
    [InlineData("[{'path': '/a'}]", "an operation of a JSON patch has no \"op\"", true)]
    public void What_cannot_be_done_says_why_and_changes_nothing(string patch, string message, bool isInvalid)
    {
        var document = Json.Map("{'a': 1, 'l': []}");
        var error = Assert.Throws<PatchException>(() => JsonPatch.Apply(document, Json.List(patch)));
        Assert.Equal((message, isInvalid), (error.Message, error.IsInvalid));
        Json.Equal("{'a': 1, 'l': []}", document);
    }

    // The cases of RFC 7386, appendix A, that have objects on both sides.
    [Theory]
    [InlineData("{'a': 'b'}", "{'a': 'c'}", "{'a': 'c'}")]
    [InlineData("{'a': 'b', 'b': 'c'}", "{'a': null}", "{'b': 'c'}")]
    [InlineData("{'a': ['b']}", "{'a': 'c'}", "{'a': 'c'}")]
    [InlineData("{'a': {'b': 'c'}}", "{'a': {'b': 'd', 'c': null}}", "{'a': {'b': 'd'}}")]
    [InlineData("{'e': null}", "{'a': 1}", "{'e': null, 'a': 1}")]
    [InlineData("{}", "{'a': {'bb': {'ccc': null}}}", "{'a': {'bb': {}}}")]
    public void A_merge_patch_merges(string document, string patch, string expected) =>
        Json.Equal(expected, JsonMergePatch.Apply(Json.Map(document), Json.Map(patch)));
}
