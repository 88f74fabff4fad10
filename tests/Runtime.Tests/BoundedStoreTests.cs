using System.Text.Json.Nodes;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Runtime.Tests;

public sealed class BoundedStoreTests
{
    [Fact]
    public void A_bounded_store_takes_in_no_more_than_it_may_and_goes_on_with_what_it_has()
    {
        var store = new EntityStore<Unstructured>(2);

        store.Replace([Item("a"), Item("b"), Item("c")]);
        Assert.Equal(2, store.List().Count);
        Assert.Single(store.Apply(Item("a", "2")));
        Assert.Empty(store.Apply(Item("d")));

        store.Delete(Item("b"));
        Assert.Single(store.Apply(Item("d")));
        Assert.Equal(["a", "d"], store.List().Select(i => i.Metadata.Name).Order());
    }

    private static Unstructured Item(string name, string version = "1") =>
        new(
            new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Event",
                ["metadata"] = new JsonObject
                {
                    ["name"] = name,
                    ["namespace"] = "default",
                    ["uid"] = name,
                    ["resourceVersion"] = version,
                },
            }
        );
}
