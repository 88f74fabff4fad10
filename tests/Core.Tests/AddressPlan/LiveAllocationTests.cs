using CniOperator.Core.AddressPlan;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Selectors;
using CniOperator.Core.AddressPlan.Sources;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;

namespace CniOperator.Core.Tests.AddressPlan;

/// <summary>Pools that others made, and the blocks that nodes took.</summary>
public sealed class LiveAllocationTests
{
    private static readonly ClusterNetworkSpec Spec = Plan.Pods("10.244.0.0/16") with { ServiceNetwork = null };

    private static readonly AddonAddresses Calico = AddonCatalog.BuiltIn.Find("calico")!.Addressing;

    [Theory]
    [InlineData("192.168.0.0/16", Severity.Error, "It lies outside of the pod network 10.244.0.0/16")]
    [InlineData("10.244.3.0/24", Severity.Error, "It overlaps pool v4 of 10.244.0.0/17")]
    [InlineData("10.244.128.0/17", Severity.Warning, "It lies in the pod network, and its blocks count.")]
    public void A_pool_that_the_spec_does_not_have_is_named(string cidr, Severity severity, string says)
    {
        var finding = Examine([Pool("by-hand", cidr)]).Only("unstated-pool");
        Assert.Equal((severity, "IPPool by-hand"), (finding.Severity, finding.Subject.ToString()));
        Assert.Contains(
            $"It is not in the spec, and is enabled: pods get addresses of {cidr} too. {says}",
            finding.Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "kubectl patch ippool by-hand --type merge -p '{\"spec\":{\"disabled\":true}}'",
            finding.Fix,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void One_that_was_in_the_spec_is_a_warning_and_one_that_is_disabled_or_stated_is_nothing()
    {
        var finding = Examine([Pool("old", "10.99.0.0/16") with { IsOurs = true }]).Only("unstated-pool");
        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.StartsWith("It was in the spec and is no longer, and is enabled", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Examine([Pool("off", "10.99.0.0/16") with { Disabled = true }, Pool("v4", "10.244.0.0/17")]).Findings, f =>
            f.Rule.Id == "addresses/unstated-pool"
        );
    }

    [Fact]
    public void Its_blocks_count_for_the_nodes_that_it_serves()
    {
        Assert.Equal(512 + 4, Examine([Pool("more", "10.244.200.0/24")]).Capacity!.Nodes);
        var elsewhere = Pool("more", "10.244.200.0/24") with { Selector = NodeSelector.Parse("zone == 'z'")! };
        Assert.Equal((516L, 3), Examine([elsewhere]).Capacity is { } c ? (c.Nodes, c.Allocated) : default);
    }

    [Fact]
    public void What_is_free_is_counted_in_blocks()
    {
        // 8 blocks of 8 addresses; one of the three nodes has two, and a node that is gone left one.
        var addon = Plan.Calico(Plan.Pool("v4", "10.244.0.0/26", 29)) with { BlocksPerNode = 20 };
        var blocks = Blocks(
            ("10.244.0.0/29", "worker-0"),
            ("10.244.0.8/29", "worker-0"),
            ("10.244.0.16/29", "worker-1"),
            ("10.244.0.24/29", "gone")
        );
        var capacity = Examine(addon, blocks).Capacity!;
        Assert.Equal(
            (8, 3, 4, 4, 0.5),
            (capacity.Nodes, capacity.Allocated, capacity.TakenBlocks!.Value, capacity.Free, capacity.Utilization)
        );

        // A node's limit is that of 20 blocks, of which one address is the tunnel's.
        Assert.Equal((20 * 8) - 1, capacity.PodsPerNode);
        Assert.Equal(7, Examine(addon with { BlocksPerNode = 1 }, blocks).Capacity!.PodsPerNode);
    }

    [Fact]
    public void Blocks_that_run_out_are_told_although_nodes_do_not()
    {
        var addon = Plan.Calico(Plan.Pool("v4", "10.244.0.0/26", 29));
        var blocks = Blocks([.. Enumerable.Range(0, 7).Select(i => ($"10.244.0.{8 * i}/29", $"worker-{i % 2}"))]);
        Assert.StartsWith(
            "Calico's IPv4 pools have 8 blocks, and 7 are taken by 3 nodes (87 %): 1 more is free.",
            Examine(addon, blocks).Only("capacity-low").Message,
            StringComparison.Ordinal
        );

        // The third node has none yet, and takes the last one.
        Assert.DoesNotContain(Examine(addon with { BorrowsAddresses = false }, blocks).Findings, f =>
            f.Rule.Id == "addresses/capacity-exceeded"
        );
        var full = Blocks([.. Enumerable.Range(0, 8).Select(i => ($"10.244.0.{8 * i}/29", $"worker-{i % 2}"))]);
        Assert.Contains(
            "1 node of 3 can have none",
            Examine(addon with { BorrowsAddresses = false }, full).Only("capacity-exceeded").Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Calicos_objects_are_read_by_the_paths_of_its_descriptor()
    {
        var pools = AllocationReader.Pools(
            Calico.PoolObjects!,
            [
                Live.Json(
                    """{"metadata":{"name":"b"},"spec":{"cidr":"192.168.0.0/16","blockSize":28,"disabled":true,"nodeSelector":"has(x)"}}"""
                ),
                Live.Json(
                    """{"metadata":{"name":"a","labels":{"cni-operator.io/cluster-network":"default"}},"spec":{"cidr":"fd00::/48"}}"""
                ),
                Live.Json("""{"metadata":{"name":"c"},"spec":{"cidr":"nonsense"}}"""),
            ]
        );
        Assert.Equal(
            [("a", "fd00::/48", 122, false, true, "all()"), ("b", "192.168.0.0/16", 28, true, false, "has(x)")],
            pools.Select(p => (p.Name, p.Network.ToString(), p.BlockSize, p.Disabled, p.IsOurs, p.Selector.Text))
        );
        var blocks = AllocationReader.Blocks(
            Calico.BlockObjects!,
            [
                Live.Json("""{"spec":{"cidr":"10.244.1.64/26","affinity":"host:node-1"}}"""),
                Live.Json("""{"spec":{"cidr":"10.244.1.0/26","affinity":"virtual:load-balancer"}}"""),
                Live.Json("""{"spec":{"cidr":"10.244.0.0/26"}}"""),
            ]
        );
        Assert.Equal(["", "", "node-1"], blocks.Select(b => b.Node));
    }

    private static PlanReport Examine(LivePool[] pools) =>
        Examine(Plan.Calico(Plan.Pool("v4", "10.244.0.0/17", 26)), new LiveAllocation(pools, null));

    private static PlanReport Examine(AddonAddressing addon, LiveAllocation allocation) =>
        Plan.Examine(Spec, Plan.Of(Plan.Nodes) with { Allocation = allocation }, addon with { PoolObjects = Calico.PoolObjects });

    private static LiveAllocation Blocks(params (string Network, string Node)[] blocks) =>
        new(null, [.. blocks.Select(b => new TakenBlock(Ip.Network(b.Network), b.Node))]);

    private static LivePool Pool(string name, string cidr) => new(name, Ip.Network(cidr), 26);
}
