using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Tests.Objects;

public sealed class JsonPointerTests
{
    private const string Document = "{'a/b': {'~c': [1, {'d': 2}]}, '': 3}";

    [Fact]
    public void A_node_is_found_where_its_pointer_says()
    {
        var document = Json.Map(Document);
        var node = document["a/b"]!["~c"]![1]!["d"]!;
        Assert.Equal("/a~1b/~0c/1/d", JsonPointer.To(node).Text);
        Assert.Same(node, JsonPointer.Find(document, "/a~1b/~0c/1/d"));
        Assert.Equal("", JsonPointer.To(document).Text);
        Assert.Same(document["a/b"]!["~c"], JsonPointer.TryParse("/a~1b/~0c/1")!.ParentIn(document));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("/", true)]
    [InlineData("/a~1b/~0c/0", true)]
    [InlineData("/a~1b/~0c/01", false)]
    [InlineData("/a~1b/~0c/2", false)]
    [InlineData("/a~1b/~0c/-", false)]
    [InlineData("/a~1b/x", false)]
    [InlineData("a", false)]
    public void Only_what_is_there_is_found(string place, bool found) =>
        Assert.Equal(found, JsonPointer.TryParse(place)?.TryFind(Json.Map(Document), out _) == true);
}
