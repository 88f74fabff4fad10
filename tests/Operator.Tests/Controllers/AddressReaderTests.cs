using System.Text.Json.Nodes;
using CniOperator.Controllers;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Operator.Tests.Controllers;

public sealed class AddressReaderTests
{
    private readonly Caches _caches = new();

    [Fact]
    public void While_the_caches_hold_the_same_objects_the_addresses_are_the_same_instance()
    {
        _caches.Hold(KubernetesKinds.EndpointSlices, Slice("192.0.2.1"));
        using var reader = new AddressReader(_caches);
        Assert.Same(reader.Read([], null), reader.Read([], null));
    }

    // Read twice, what was made of the first list would pass for what the second one says, until the next change.
    [Fact]
    public void A_change_while_they_are_read_is_seen_by_the_next_look()
    {
        _caches.HoldInTurn(KubernetesKinds.EndpointSlices, [Slice("192.0.2.1")], [Slice("192.0.2.2")]);
        using var reader = new AddressReader(_caches);
        reader.Read([], null);
        Assert.Equal(["192.0.2.2"], reader.Read([], null).ApiServers.Select(a => a.Address.ToString()));
    }

    private static JsonObject Slice(string address) =>
        Lab.Json($$"""{"metadata":{"name":"kubernetes","namespace":"default"},"endpoints":[{"addresses":["{{address}}"]}] }""");
}
