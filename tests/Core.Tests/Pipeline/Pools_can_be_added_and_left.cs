using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.Catalog;
using CniOperator.Core.Pipeline;

namespace CniOperator.Core.Tests.Pipeline;

/// <summary>The way from a full pool to another one, of a cluster that runs.</summary>
public sealed class Pools_can_be_added_and_left
{
    private const string Default = """{"provider":"calico","podNetwork":{"cidrs":["10.244.0.0/16"]}}""";

    private const string Both = """
        {"provider":"calico","podNetwork":{"cidrs":["10.244.0.0/15"]},"calico":{"pools":[
          {"name":"default-ipv4-ippool","cidr":"10.244.0.0/16"},{"name":"second","cidr":"10.245.0.0/16"}]}}
        """;

    private const string OldOneDisabled = """
        {"provider":"calico","podNetwork":{"cidrs":["10.244.0.0/15"]},"calico":{"pools":[
          {"name":"default-ipv4-ippool","cidr":"10.244.0.0/16","disabled":true},{"name":"second","cidr":"10.245.0.0/16"}]}}
        """;

    private const string OldOneGone = """
        {"provider":"calico","podNetwork":{"cidrs":["10.244.0.0/15"]},"calico":{"pools":[{"name":"second","cidr":"10.245.0.0/16"}]}}
        """;

    private readonly SpecPipeline _pipeline = new(AddonCatalog.BuiltIn);

    [Theory]
    [InlineData(Default, Both, 2048)]
    [InlineData(Both, OldOneDisabled, 1024)]
    [InlineData(OldOneDisabled, OldOneGone, 1024)]
    [InlineData(OldOneDisabled, Both, 2048)]
    public void Each_step_is_applied_as_it_is(string before, string after, long blocks)
    {
        var desired = Run(before, after);
        Assert.Equal((false, 0), (desired.FromLastValid, desired.Blocking.Count()));
        Assert.Equal(blocks, desired.AddressPlan!.Capacity!.Nodes);
    }

    [Fact]
    public void Widening_alone_says_how_to_do_it()
    {
        var desired = Run(Default, """{"provider":"calico","podNetwork":{"cidrs":["10.244.0.0/15"]}}""");
        Assert.True(desired.FromLastValid);
        Assert.Contains(desired.Blocking, f =>
            f.Fix
            == "Keep 10.244.0.0/15, and state the pools: default-ipv4-ippool with cidr 10.244.0.0/16 and blockSize 26 as it is, and another "
                + "one in the rest of it; the old one can then be disabled"
        );
    }

    [Fact]
    public void Leaving_the_only_pool_waits() =>
        Assert.Contains(
            Run(
                Default,
                """{"provider":"calico","podNetwork":{"cidrs":["10.244.0.0/16"]},"calico":{"pools":[{"name":"default-ipv4-ippool","cidr":"10.244.0.0/16","disabled":true}]}}"""
            ).Blocking,
            f => f.Rule.Id == "addresses/node-without-pool"
        );

    private DesiredState Run(string before, string after) =>
        _pipeline.Run(
            new PipelineInput
            {
                Name = "default",
                Spec = StoredSpec.Of("default", Live.Json(after)),
                LastValidSpec = StoredSpec.Of("default", Live.Json(before)),
                Addresses = AddressPlan.Plan.Of(new PlanNode("n1", []), new PlanNode("n2", [])),
            }
        );
}
