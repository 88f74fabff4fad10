using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan;
using CniOperator.Core.AddressPlan.Capacity;
using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.AddressPlan.Selectors;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Selectors;

namespace CniOperator.Core.Tests.AddressPlan;

/// <summary>Pools serve the nodes that their selectors select.</summary>
public sealed class PoolServiceTests
{
    private static readonly ClusterNetworkSpec Spec = Plan.Pods("10.244.0.0/16") with { ServiceNetwork = null };

    [Fact]
    public void A_node_that_no_pool_selects_is_named_with_the_pools()
    {
        var report = Examine(
            [Zoned("a", "10.244.4.0/22"), Zoned("b", "10.244.8.0/22")],
            Node("n1", "a"),
            Node("n2", "b"),
            Node("n3", "c"),
            Node("n4")
        );
        var found = report.Findings.Where(f => f.Rule.Id == "addresses/node-without-pool").ToList();
        Assert.Equal(["Node n3", "Node n4"], found.Select(f => f.Subject.ToString()));
        Assert.All(found, f => Assert.Equal((Severity.Error, true), (f.Severity, f.Confined)));
        Assert.Equal(
            "No IPv4 pool serves it: a is for zone == 'a', b is for zone == 'b'. Pods that start there get no IPv4 address, and do not start.",
            found[0].Message
        );
        Assert.Equal(new PlanNodeStates(2, 2, 0), report.Nodes);
    }

    [Theory]
    [InlineData("!all()", true, true, "a is for !all()")]
    [InlineData("all()", false, true, "a is not for pods, or disabled")]
    [InlineData("all()", true, false, "a is assigned by hand")]
    [InlineData("zone == 'a' && !has(zone)", true, true, "a is for zone == 'a' && !has(zone)")]
    public void A_pool_that_serves_no_one_counts_for_no_one(string selector, bool forPods, bool automatic, string says)
    {
        var pool = Plan.Pool("a", "10.244.0.0/16", 26) with
        {
            Selector = NodeSelector.Parse(selector)!,
            ForPods = forPods,
            IsAutomatic = automatic,
        };
        var report = Examine([pool], Node("n1", "a"), Node("n2", "b"));
        var found = report.Findings.Where(f => f.Rule.Id == "addresses/node-without-pool").ToList();
        Assert.Equal(2, found.Count);
        Assert.All(found, f => Assert.True(f.HoldsBack));
        Assert.Contains(says, found[0].Message, StringComparison.Ordinal);
        Assert.Equal(0, report.Nodes!.Allocated);
    }

    [Fact]
    public void Capacity_is_counted_for_the_nodes_that_share_pools()
    {
        // Four blocks for three nodes of zone a, sixteen for one of zone b: a runs out first.
        AddonPool[] pools = [Zoned("a", "10.244.4.0/24"), Zoned("b", "10.244.8.0/22")];
        var report = Examine(pools, Node("n1", "a"), Node("n2", "a"), Node("n3", "a"), Node("n4", "a"), Node("n5", "b"));
        Assert.Equal(new PlanCapacity(20, 5, 63), report.Capacity);
        Assert.StartsWith(
            "Calico's IPv4 pools a have 4 blocks, and there are 4 (100 %): 0 more fit.",
            report.Only("capacity-low").Message,
            StringComparison.Ordinal
        );
        Assert.Equal("spec.calico.pools.a", report.Only("capacity-low").Subject.ToString());
        Assert.StartsWith(
            "Calico's IPv4 pools a have 4 blocks for 5 nodes",
            Examine(pools, [.. Zone("a", 5), Node("n5", "b")]).Only("blocks-short").Message,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "The kubelets of 3 nodes take 333 pods together",
            Examine(pools, [.. Zone("a", 3), Node("n5", "b")]).Only("total-pods").Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Pools_that_serve_a_node_together_are_one_space()
    {
        AddonPool[] pools =
        [
            Zoned("a", "10.244.4.0/24"),
            Plan.Pool("rest", "10.244.8.0/24", 26),
            Plan.Pool("none", "10.244.9.0/24", 26) with
            {
                Selector = NodeSelector.Parse("zone == 'z'")!,
            },
        ];
        var report = Examine(pools, Node("n1", "a"), Node("n2", "b"));
        Assert.Equal(new PlanCapacity(12, 2, 63), report.Capacity);
        Assert.Equal(
            ["pool-without-nodes spec.calico.pools.none"],
            report.Brief().Where(f => f.StartsWith("pool", StringComparison.Ordinal))
        );
        Assert.DoesNotContain(report.Findings, f => f.Severity > Severity.Info);
    }

    [Fact]
    public void Of_two_families_each_needs_its_pool()
    {
        AddonPool[] pools =
        [
            Plan.Pool("v4", "10.244.0.0/16", 26),
            Plan.Pool("v6", "fd00:10:244::/56", 122) with
            {
                Selector = NodeSelector.Parse("has(six)")!,
            },
        ];
        var report = PlanExaminer.Examine(
            new PlanInput(Plan.Spec, Plan.Of(Node("n1", "a"), Node("n2", "a", "six"))) { Addon = Plan.Calico(pools) }
        );
        Assert.StartsWith(
            "No IPv6 pool serves it: v6 is for has(six).",
            report.Only("node-without-pool").Message,
            StringComparison.Ordinal
        );
        Assert.Equal(new PlanNodeStates(1, 1, 0), report.Nodes);
    }

    [Fact]
    public void A_change_that_leaves_a_node_without_its_pool_holds_the_spec_back()
    {
        var (before, after) = (Plan.Calico(Plan.Pool("all", "10.244.0.0/16", 26)), Plan.Calico(Zoned("a", "10.244.0.0/16")));
        var input = new PlanInput(Spec, Plan.Of(Node("n1", "a"), Node("n2", "b"))) { Addon = after };
        Assert.True(PlanExaminer.Examine(input).Only("node-without-pool").Confined);
        Assert.False(PlanExaminer.Examine(input with { Former = Spec, FormerAddon = before }).Only("node-without-pool").Confined);
        Assert.True(PlanExaminer.Examine(input with { Former = Spec, FormerAddon = after }).Only("node-without-pool").Confined);
    }

    private static PlanReport Examine(AddonPool[] pools, params PlanNode[] nodes) => Plan.Examine(Spec, Plan.Of(nodes), Plan.Calico(pools));

    private static AddonPool Zoned(string zone, string cidr) =>
        Plan.Pool(zone, cidr, 26) with
        {
            Selector = NodeSelector.Parse($"zone == '{zone}'")!,
        };

    private static IEnumerable<PlanNode> Zone(string zone, int count) => Enumerable.Range(0, count).Select(i => Node($"{zone}{i}", zone));

    private static PlanNode Node(string name, string? zone = null, params string[] more)
    {
        var labels = new JsonObject();
        if (zone is not null)
            labels["zone"] = zone;
        foreach (var label in more)
            labels[label] = "";
        return new PlanNode(name, [])
        {
            MaxPods = 110,
            Labels = NodeLabels.Of(new JsonObject { ["metadata"] = new JsonObject { ["labels"] = labels } }),
        };
    }
}
