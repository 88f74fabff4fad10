using System.Globalization;
using CniOperator.Core.AddressPlan;
using CniOperator.Core.AddressPlan.Capacity;
using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.AddressPlan.Shares;
using CniOperator.Core.Findings;

namespace CniOperator.Core.Tests.AddressPlan;

/// <summary>Rules about Nodes' podCIDRs and about how many nodes and pods there is room for.</summary>
public sealed class NodeRulesTests
{
    [Theory]
    [InlineData("node-without-cidr", "has no podCIDR, and flannel takes pods' addresses from there", "")]
    [InlineData("node-unreadable-cidr", "\"10.244.5/24\" has 3 of IPv4's four parts", "10.244.5/24", "fd00:10:244:5::/64")]
    [InlineData("node-unreadable-cidr", "have two of one family", "10.244.5.0/24", "10.244.6.0/24", "fd00:10:244:5::/64")]
    [InlineData("node-family", "have no IPv6, and the pod network has fd00:10:244::/56", "10.244.5.0/24")]
    [InlineData("node-family", "have no IPv4", "fd00:10:244:5::/64")]
    [InlineData("node-outside", "10.224.5.0/24 lies outside of the pod network 10.244.0.0/16", "10.224.5.0/24", "fd00:10:244:5::/64")]
    [InlineData("node-outside", "10.0.0.0/8 lies partly outside of the pod network", "10.0.0.0/8", "fd00:10:244:5::/64")]
    [InlineData("node-outside", "fd00:10:224::/64 lies outside", "10.244.5.0/24", "fd00:10:224::/64")]
    [InlineData("node-duplicate", "10.244.1.0/24 is Node worker-1's too", "10.244.1.0/24", "fd00:10:244:5::/64")]
    [InlineData("node-overlap", "10.244.1.0/25 lies in 10.244.1.0/24 of Node worker-1", "10.244.1.0/25", "fd00:10:244:5::/64")]
    [InlineData("node-overlap", "fd00:10:244:2::/63 contains fd00:10:244:2::/64 of Node worker-2", "10.244.5.0/24", "fd00:10:244:2::/63")]
    [InlineData(
        "node-share-size",
        "10.244.6.0/23 is a /23, and spec.podNetwork.nodeMaskSizes.ipv4 says /24",
        "10.244.6.0/23",
        "fd00:10:244:5::/64"
    )]
    [InlineData("max-pods", "takes 110 pods, and its podCIDR 10.244.6.0/26 has addresses for 61", "10.244.6.0/26", "fd00:10:244:5::/64")]
    public void A_node_with_a_wrong_podCIDR_is_named(string rule, string says, params string[] podCidrs)
    {
        PlanNode node = Plan.Node(5) with { PodCidrs = podCidrs.SequenceEqual([""]) ? [] : podCidrs };
        var finding = Assert.Single(Plan.Examine(cluster: Plan.Of([.. Plan.Nodes, node])).Findings, f =>
            f.Rule.Id == $"addresses/{rule}" && f.Subject.ToString() == "Node worker-5"
        );
        Assert.Contains(says, finding.Message, StringComparison.Ordinal);
        Assert.Equal(rule is "node-share-size" or "max-pods" ? Severity.Warning : Severity.Error, finding.Severity);
        Assert.NotEmpty(finding.Fix);
    }

    [Fact]
    public void Both_nodes_of_a_conflict_are_named_in_the_order_of_names() =>
        Assert.Equal(
            ["node-duplicate Node worker-1", "node-duplicate Node worker-9", "node-overlap Node worker-2", "node-overlap Node worker-8"],
            Plan.Examine(
                    Plan.Masks(24) with
                    {
                        Acknowledge = [],
                    },
                    Plan.Of([
                        .. Plan.Nodes,
                        Plan.Node(9, "10.244.1.0/24", "fd00:10:244:9::/64"),
                        Plan.Node(8, "10.244.2.0/25", "fd00:10:244:8::/64"),
                    ])
                )
                .Brief()
                .Where(f => !f.Contains("share-size", StringComparison.Ordinal) && !f.Contains("max-pods", StringComparison.Ordinal))
        );

    [Fact]
    public void A_node_without_a_podCIDR_is_told_to_wait_where_a_controller_assigns_them()
    {
        var waiting = Plan.Of(new PlanNode("n", [])) with
        {
            ControlPlane = [new(Plan.ControlPlanePod("kcm")) { AllocatesNodeCidrs = true }],
        };
        Assert.StartsWith(
            "Pod kube-system/kcm assigns them: wait",
            Plan.Examine(cluster: waiting).Only("node-without-cidr").Fix,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "Start kube-controller-manager with --allocate-node-cidrs=true",
            Plan.Examine(cluster: Plan.Of(new PlanNode("n", []))).Only("node-without-cidr").Fix,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_addon_with_its_own_addresses_asks_nothing_of_nodes_but_says_so_once()
    {
        var report = Plan.Examine(
            cluster: Plan.Of([.. Plan.Nodes, new PlanNode("other", ["10.9.0.0/24"]), new PlanNode("none", [])]),
            addon: Plan.Calico()
        );
        var finding = Assert.Single(report.Findings);
        Assert.Equal(("addresses/node-unused", Severity.Info, "Nodes"), (finding.Rule.Id, finding.Severity, finding.Subject.ToString()));
        Assert.StartsWith("4 of 5 nodes have podCIDRs, and Calico does not look at them", finding.Message, StringComparison.Ordinal);
        Assert.Equal(new PlanNodeStates(5, 0, 0), report.Nodes);
    }

    [Fact]
    public void States_are_counted()
    {
        var report = Plan.Examine(
            cluster: Plan.Of([
                .. Plan.Nodes,
                Plan.Node(4, "10.244.1.0/24", "fd00:10:244:4::/64"),
                Plan.Node(5, "10.9.0.0/24"),
                Plan.Node(6, "10.244.6.0/24"),
                new PlanNode("n", []),
            ])
        );
        Assert.Equal(new PlanNodeStates(Allocated: 2, Missing: 2, Wrong: 3), report.Nodes);
        Assert.Null(Plan.Examine(cluster: ClusterAddresses.None).Nodes);
    }

    [Fact]
    public void Fifty_are_listed_and_the_rest_is_counted()
    {
        var report = Plan.Examine(cluster: Plan.Of([.. Enumerable.Range(0, 200).Select(i => new PlanNode($"n{i:000}", []))]));
        var found = report.Findings.Where(f => f.Rule.Id == "addresses/node-without-cidr").ToArray();
        Assert.Equal(51, found.Length);
        Assert.Equal(
            ("Node n049", "Nodes", "150 more are like the 50 above."),
            (found[49].Subject.ToString(), found[50].Subject.ToString(), found[50].Message)
        );
    }

    [Theory]
    [InlineData(24, 204, null, null)]
    [InlineData(
        24,
        205,
        "capacity-low",
        "10.244.0.0/16 with a node mask of /24 has room for 256 nodes, and there are 205 (80 %): 51 more fit."
    )]
    [InlineData(24, 255, "capacity-low", "(99 %): 1 more fits.")]
    [InlineData(24, 256, "capacity-full", "there are 256 (100 %): every node has its share, and none is left for another one.")]
    [InlineData(24, 300, "capacity-exceeded", "there are 300 (117 %): 44 nodes of 300 can have none.")]
    [InlineData(20, 13, "capacity-low", "with a node mask of /20 has room for 16 nodes, and there are 13 (81 %): 3 more fit.")]
    public void Capacity_warns_at_80_percent_and_errs_when_a_node_is_left_without(int mask, int nodes, string? rule, string? says)
    {
        var report = Plan.Examine(
            Plan.Pods("10.244.0.0/16") with
            {
                ServiceNetwork = null,
                PodNetwork = Plan.Spec.PodNetwork with
                {
                    Cidrs = ["10.244.0.0/16"],
                    NodeMaskSizes = new() { Ipv4 = mask },
                },
            },
            Plan.Of(Fleet(mask, nodes))
        );
        var finding = report.Findings.SingleOrDefault(f => f.Rule.Id.StartsWith("addresses/capacity", StringComparison.Ordinal));
        Assert.Equal(rule is null ? null : $"addresses/{rule}", finding?.Rule.Id);
        if (finding is null)
            return;
        Assert.Contains(says!, finding.Message, StringComparison.Ordinal);
        Assert.Contains("would fit", finding.Fix, StringComparison.Ordinal);
        Assert.Equal(rule == "capacity-exceeded" ? Severity.Error : Severity.Warning, finding.Severity);
        Assert.False(finding.HoldsBack);
    }

    [Fact]
    public void A_node_for_which_none_is_left_is_told_what_makes_room()
    {
        var found = Plan.Examine(
            Plan.Pods("10.244.0.0/22") with
            {
                ServiceNetwork = null,
            },
            Plan.Of([.. Enumerable.Range(0, 4).Select(i => Plan.Node(i, $"10.244.{i}.0/24")), new PlanNode("late", [])])
        );
        Assert.Equal(
            ["capacity-exceeded spec.podNetwork.cidrs[0]", "node-without-cidr Node late"],
            found
                .Brief()
                .Where(f => f.Contains("late", StringComparison.Ordinal) || f.Contains("capacity", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );
        Assert.StartsWith(
            "None is left: a node mask of /25 would fit 8 nodes",
            found.Only("node-without-cidr").Fix,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(found.Findings, f => f.HoldsBack);
    }

    [Fact]
    public void Smaller_shares_than_the_spec_says_leave_no_node_without()
    {
        var report = Plan.Examine(
            Plan.Pods("10.244.0.0/22") with
            {
                ServiceNetwork = null,
            },
            Plan.Of([.. Enumerable.Range(0, 8).Select(i => Plan.Node(i, $"10.244.{i / 2}.{i % 2 * 128}/25"))])
        );
        Assert.DoesNotContain(report.Findings, f => f.Severity == Severity.Error);
        Assert.Contains("capacity-full spec.podNetwork.cidrs[0]", report.Brief());
    }

    [Fact]
    public void Of_two_families_the_one_that_is_exceeded_is_told()
    {
        // Two IPv4 shares of 256 are taken, and four of four IPv6 ones, of which a fifth node has none.
        var spec = Plan.Pods("10.244.0.0/16", "fd00:10:244::/62");
        PlanNode[] nodes = [.. Enumerable.Range(0, 4).Select(i => Plan.Node(i)), Plan.Node(4, "10.244.4.0/24")];
        var exceeded = Plan.Examine(spec, Plan.Of(nodes)).Only("capacity-exceeded");
        Assert.Equal("spec.podNetwork.cidrs[1]", exceeded.Subject.ToString());
        Assert.Contains(
            "has room for 4 nodes, and there are 5 (125 %): 1 node of 5 can have none.",
            exceeded.Message,
            StringComparison.Ordinal
        );
        Assert.Empty(Plan.Examine(spec, Plan.Of(nodes[..2])).Findings);
    }

    [Fact]
    public void A_pod_network_of_IPv6_alone_may_be_full_too() =>
        Assert.Equal(
            ["capacity-full spec.podNetwork.cidrs[0]"],
            Plan.Examine(
                    Plan.Pods("fd00:10:244::/63") with
                    {
                        ServiceNetwork = null,
                    },
                    Plan.Of([Plan.Node(0, "fd00:10:244::/64"), Plan.Node(1, "fd00:10:244:1::/64")])
                )
                .Brief()
        );

    [Fact]
    public void The_fix_says_what_another_mask_would_give() =>
        Assert.Equal(
            "Before the next node joins: a node mask of /25 would fit 512 nodes with 125 pods each; a pod network of 10.244.0.0/15 would fit 512 nodes with 253 pods each",
            Plan.Examine(Plan.Pods("10.244.0.0/16"), Plan.Of(Fleet(24, 256))).Only("capacity-full").Fix
        );

    [Fact]
    public void The_scarcer_family_decides()
    {
        var spec = Plan.Pods("10.244.0.0/16", "fd00:10:244::/62");
        Assert.Equal(new PlanCapacity(4, 3, 253), Plan.Examine(spec).Capacity);
        Assert.Equal(
            "spec.podNetwork.cidrs[1]",
            Plan.Examine(spec, Plan.Of([.. Plan.Nodes, Plan.Node(3)])).Only("capacity-full").Subject.ToString()
        );
    }

    [Fact]
    public void Blocks_count_where_there_are_pools()
    {
        var small = Plan.Calico(
            Plan.Pool("a", "10.244.0.0/25", 26),
            Plan.Pool("b", "10.244.1.0/26", 26),
            Plan.Pool("six", "fd00:10:244::/112", 122)
        );
        Assert.Equal(new PlanCapacity(3, 3, 63), Plan.Examine(addon: small).Capacity);
        Assert.Contains(
            "blocks-short spec.calico.pools.a",
            Plan.Examine(cluster: Plan.Of([.. Plan.Nodes, Plan.Node(3)]), addon: small).Brief()
        );
        Assert.Contains(
            "capacity-exceeded spec.calico.pools.a",
            Plan.Examine(cluster: Plan.Of([.. Plan.Nodes, Plan.Node(3)]), addon: small with { BorrowsAddresses = false }).Brief()
        );
        Assert.Contains("capacity-full spec.calico.pools.a", Plan.Examine(addon: small with { BorrowsAddresses = false }).Brief());
        Assert.Contains(
            "Calico's IPv4 pools have 3 blocks",
            Plan.Examine(addon: small).Only("capacity-low").Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "take 333 pods together, the addon's own addresses included, and there are 192 IPv4 addresses",
            Plan.Examine(addon: small).Only("total-pods").Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Single_addresses_count_where_there_are_none()
    {
        var spec = Plan.Pods("10.32.0.0/12") with { ServiceNetwork = null };
        Assert.Equal(new PlanCapacity(9446, 0, 110), Plan.Examine(spec, Plan.Of(), Plan.Weave).Capacity);
    }

    [Theory]
    [InlineData(256, false)]
    [InlineData(257, true)]
    public void The_autoscalers_maximum_fits(int most, bool found) =>
        Assert.Equal(found, Autoscaled($"{most}").Contains("autoscaler-limit spec.podNetwork.cidrs[0]"));

    [Theory]
    [InlineData("")]
    [InlineData("many")]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("1.5")]
    [InlineData("99999999999")]
    public void An_autoscalers_maximum_that_is_not_a_number_is_reported(string most) =>
        Assert.Equal(["autoscaler-limit metadata.annotations"], Autoscaled(most));

    [Fact]
    public void Without_a_readable_pod_network_there_is_no_capacity() => Assert.Null(Plan.Examine(Plan.Pods("x")).Capacity);

    private static IEnumerable<string> Autoscaled(string most) =>
        PlanExaminer.Examine(new PlanInput(Plan.Spec, Plan.Of(Plan.Nodes)) { Addon = Plan.Flannel, MaxNodes = most }).Brief();

    private static PlanNode[] Fleet(int mask, int nodes)
    {
        var allocator = new ShareAllocator(Ip.Network("10.244.0.0/16"), mask);
        return
        [
            .. Enumerable
                .Range(0, nodes)
                .Select(i => new PlanNode(
                    i.ToString("n00000", CultureInfo.InvariantCulture),
                    allocator.Next() is { } share ? [share.ToString()] : []
                )),
        ];
    }
}
