using System.Text.Json.Nodes;
using CniOperator.Core.Catalog;
using CniOperator.Core.Rendering;

namespace CniOperator.Core.Tests.Rendering;

public sealed class Calico_effects_follow_from_its_pools
{
    [Theory]
    [InlineData("""{"encapsulation":"VXLANCrossSubnet","bgp":{"enabled":false}}""", "projectcalico.org/IPv4VXLANTunnelAddr")]
    [InlineData("""{"encapsulation":"IPIP"}""", "projectcalico.org/IPv4IPIPTunnelAddr")]
    [InlineData("""{"encapsulation":"None"}""", null)]
    [InlineData("""{"pools":[{"name":"a","cidr":"10.244.0.0/16","nodeSelector":"zone == 'a'","encapsulation":"IPIP"}]}""", null)]
    [InlineData("""{"pools":[{"name":"a","cidr":"10.244.0.0/16","disabled":true,"encapsulation":"IPIP"}]}""", null)]
    public void A_pool_with_tunnels_for_every_node_gives_each_an_address(string parameters, string? annotation)
    {
        var request = new RenderRequest(
            "default",
            Sample.SpecOf(AddonCatalog.BuiltIn.Find("calico")!, (JsonObject)JsonNode.Parse(parameters)!, "10.244.0.0/16"),
            ClusterFacts.None,
            new Dictionary<SecretKeyReference, string>()
        );

        Assert.Equal(annotation is null ? [] : [annotation], request.Render().Effects.Select(e => e.Effect.NodeAnnotation));
    }
}
