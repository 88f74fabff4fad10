using CniOperator.Core.AddressPlan;
using CniOperator.Core.AddressPlan.Capacity;
using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;

namespace CniOperator.Core.Tests.AddressPlan;

/// <summary>Rules that need the spec, and an addon's pools.</summary>
public sealed class SpecRulesOfThePlanTests
{
    [Fact]
    public void A_healthy_plan_has_nothing_to_say()
    {
        var report = Plan.Examine();
        Assert.Empty(report.Findings);
        Assert.Equal(new PlanCapacity(256, 3, 253), report.Capacity);
        Assert.Equal(new PlanNodeStates(3, 0, 0), report.Nodes);
    }

    [Theory]
    [InlineData("unreadable-cidr", "spec.podNetwork.cidrs[0]", "has a prefix length of 33", "10.244.0.0/33")]
    [InlineData("host-bits", "spec.podNetwork.cidrs[0]", "network 10.244.0.0/16", "10.244.0.1/16")]
    [InlineData("duplicate-family", "spec.podNetwork.cidrs[1]", "second IPv4 network", "10.244.0.0/16", "10.245.0.0/16")]
    [InlineData(
        "node-mask",
        "spec.podNetwork.nodeMaskSizes.ipv4",
        "share of /24 is larger than the whole pod network 10.244.0.0/25",
        "10.244.0.0/25"
    )]
    [InlineData("families", "spec.serviceNetwork.cidrs", "has IPv6, but the pod network has none", "10.244.0.0/16")]
    [InlineData("reserved", "spec.podNetwork.cidrs[0]", "lies in 127.0.0.0/8, loopback addresses", "127.1.0.0/16")]
    [InlineData("reserved", "spec.podNetwork.cidrs[0]", "lies in 169.254.0.0/16, link-local", "169.254.0.0/20")]
    [InlineData("reserved", "spec.podNetwork.cidrs[0]", "lies in 224.0.0.0/4, multicast", "239.0.0.0/8")]
    [InlineData("reserved", "spec.podNetwork.cidrs[0]", "contains 0.0.0.0/8", "0.0.0.0/1")]
    [InlineData("reserved", "spec.podNetwork.cidrs[0]", "contains 255.255.255.255/32, limited broadcast", "255.255.0.0/16")]
    [InlineData("reserved", "spec.podNetwork.cidrs[0]", "lies in fe80::/10, link-local", "fe80::/56")]
    [InlineData("reserved", "spec.podNetwork.cidrs[0]", "lies in ff00::/8, multicast", "ff05::/56")]
    [InlineData("reserved", "spec.podNetwork.cidrs[0]", "contains ::/128, unspecified", "::/56")]
    [InlineData("special-space", "spec.podNetwork.cidrs[0]", "192.0.2.0/24, which is set aside: documentation", "192.0.2.0/24")]
    [InlineData("special-space", "spec.podNetwork.cidrs[0]", "documentation (RFC 5737)", "198.51.100.0/24")]
    [InlineData("special-space", "spec.podNetwork.cidrs[0]", "documentation (RFC 5737)", "203.0.113.0/24")]
    [InlineData("special-space", "spec.podNetwork.cidrs[0]", "shared space of providers' NAT (RFC 6598)", "100.64.0.0/16")]
    [InlineData("special-space", "spec.podNetwork.cidrs[0]", "reserved (RFC 1112", "240.0.0.0/8")]
    [InlineData("special-space", "spec.podNetwork.cidrs[0]", "documentation (RFC 3849)", "2001:db8:1::/56")]
    [InlineData("special-space", "spec.podNetwork.cidrs[0]", "documentation (RFC 9637)", "3fff:1::/56")]
    [InlineData("special-space", "spec.podNetwork.cidrs[0]", "contains 198.18.0.0/15, which is set aside: benchmarks", "198.0.0.0/8")]
    [InlineData(
        "services-overlap",
        "spec.podNetwork.cidrs[0]",
        "Pods' 10.0.0.0/8 and Services' 10.96.0.0/12 (spec.serviceNetwork.cidrs[0]) overlap",
        "10.0.0.0/8"
    )]
    [InlineData("services-overlap", "spec.podNetwork.cidrs[0]", "fd00:10:96::/112", "fd00:10:96::/64")]
    [InlineData(
        "avoid-overlap",
        "spec.podNetwork.cidrs[0]",
        "172.20.4.0/22 overlaps 172.20.0.0/16, which spec.podNetwork.avoid[0] says",
        "172.20.4.0/22"
    )]
    public void Of_the_pod_network(string rule, string subject, string says, params string[] cidrs)
    {
        var finding = Plan.Examine(Plan.Pods(cidrs), ClusterAddresses.None).Only(rule);
        Assert.Equal(subject, finding.Subject.ToString());
        Assert.Contains(says, finding.Message, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Fix);
        Assert.Equal(rule == "special-space" ? Severity.Warning : Severity.Error, finding.Severity);
    }

    [Theory]
    [InlineData("unreadable-cidr", "spec.serviceNetwork.cidrs[0]", "10.96/12")]
    [InlineData("host-bits", "spec.serviceNetwork.cidrs[0]", "10.96.0.1/12")]
    [InlineData("duplicate-family", "spec.serviceNetwork.cidrs[1]", "10.96.0.0/12", "10.112.0.0/12")]
    [InlineData("reserved", "spec.serviceNetwork.cidrs[0]", "127.0.0.0/16")]
    [InlineData("avoid-overlap", "spec.serviceNetwork.cidrs[0]", "172.16.0.0/12")]
    public void Of_the_service_network(string rule, string subject, params string[] cidrs) =>
        Assert.Equal(
            subject,
            Plan.Examine(Plan.Spec with { ServiceNetwork = new ServiceNetwork { Cidrs = cidrs } }, ClusterAddresses.None)
                .Only(rule)
                .Subject.ToString()
        );

    [Fact]
    public void Of_ranges_to_avoid_alone_nothing_is_asked_but_that_they_can_be_read()
    {
        var spec = Plan.Spec with { PodNetwork = Plan.Spec.PodNetwork with { Avoid = ["127.0.0.0/8", "0.0.0.0/8", "x", "172.16.0.1/12"] } };
        Assert.Equal(
            ["unreadable-cidr spec.podNetwork.avoid[2]", "host-bits spec.podNetwork.avoid[3]"],
            Plan.Examine(spec, ClusterAddresses.None).Brief()
        );
    }

    [Theory]
    [InlineData(1279, true)]
    [InlineData(1280, false)]
    public void IPv6_needs_an_MTU(int mtu, bool found) =>
        Assert.Equal(
            found,
            Plan.Examine(Plan.Spec with { PodNetwork = Plan.Spec.PodNetwork with { Mtu = mtu } })
                .Brief()
                .Contains("mtu-ipv6 spec.podNetwork.mtu")
        );

    [Theory]
    [InlineData(33, 64, "node-mask spec.podNetwork.nodeMaskSizes.ipv4")]
    [InlineData(24, 129, "node-mask spec.podNetwork.nodeMaskSizes.ipv6")]
    [InlineData(24, 55, "node-mask spec.podNetwork.nodeMaskSizes.ipv6")]
    [InlineData(31, 64, "share-without-pods spec.podNetwork.nodeMaskSizes.ipv4")]
    [InlineData(32, 64, "share-without-pods spec.podNetwork.nodeMaskSizes.ipv4")]
    [InlineData(24, 128, "share-without-pods spec.podNetwork.nodeMaskSizes.ipv6")]
    [InlineData(24, 73, "share-too-deep spec.podNetwork.nodeMaskSizes.ipv6")]
    public void Node_masks_have_limits(int ipv4, int ipv6, string expected) =>
        Assert.Contains(expected, Plan.Examine(Plan.Masks(ipv4, ipv6), Plan.Of()).Brief());

    [Fact]
    public void Shares_that_are_too_deep_are_found_while_no_addon_is_known() =>
        Assert.Contains(
            "share-too-deep spec.podNetwork.nodeMaskSizes.ipv6",
            PlanExaminer.Examine(new PlanInput(Plan.Masks(24, 73), ClusterAddresses.None)).Brief()
        );

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nodes_that_have_too_deep_shares_show_that_something_else_assigns_them_unless_they_are_made_up(bool assumed)
    {
        var cluster = Plan.Of(Plan.Node(0, "10.244.0.0/24", "fd00:10:244::/73")) with { NodesAreAssumed = assumed };
        var found = Plan.Examine(Plan.Masks(24, 73), cluster).Findings.Any(f => f.Rule.Id == "addresses/share-too-deep");
        Assert.Equal(assumed, found);
    }

    [Fact]
    public void Of_an_addon_with_its_own_address_management_no_node_mask_is_asked() =>
        Assert.DoesNotContain(Plan.Examine(Plan.Pods("10.244.0.0/26"), ClusterAddresses.None, Plan.Calico([])).Findings, f =>
            f.Rule.Id == "addresses/node-mask"
        );

    [Theory]
    [InlineData(30, 64)]
    [InlineData(24, 72)]
    [InlineData(16, 56)]
    public void Node_masks_within_them_are_fine(int ipv4, int ipv6) =>
        Assert.Empty(Plan.Examine(Plan.Masks(ipv4, ipv6), ClusterAddresses.None).Findings);

    [Theory]
    [InlineData("pool-outside spec.calico.pools.b", "a=10.244.0.0/17/26", "b=10.245.0.0/24/26", "c=fd00:10:244::/64/122")]
    [InlineData("pools-overlap spec.calico.pools.b", "a=10.244.0.0/17/26", "b=10.244.1.0/24/26", "c=fd00:10:244::/64/122")]
    [InlineData("pool-block spec.calico.pools.b", "a=10.244.0.0/17/26", "b=10.244.128.0/28/26", "c=fd00:10:244::/64/122")]
    [InlineData("family-without-pool spec.podNetwork.cidrs[1]", "a=10.244.0.0/17/26", "b=10.244.128.0/24/26")]
    public void Of_pools(string expected, params string[] pools) =>
        Assert.Equal([expected], Plan.Examine(cluster: Plan.Of(), addon: Plan.Calico(Pools(pools))).Brief());

    [Fact]
    public void A_pool_outside_is_held_against_Services_too() =>
        Assert.Equal(
            ["services-overlap spec.calico.pools.b", "pool-outside spec.calico.pools.b"],
            Plan.Examine(cluster: Plan.Of(), addon: Plan.Calico(Pools("a=10.244.0.0/17/26", "b=10.96.4.0/24/26", "c=fd00:10:244::/64/122")))
                .Brief()
        );

    [Fact]
    public void A_pool_that_no_pod_gets_anything_of_may_be_anywhere() =>
        Assert.Empty(
            Plan.Examine(
                cluster: Plan.Of(),
                addon: Plan.Calico([
                    .. Pools("a=10.244.0.0/17/26", "c=fd00:10:244::/64/122"),
                    Plan.Pool("lb", "10.250.0.0/24", 26) with
                    {
                        ForPods = false,
                    },
                ])
            ).Findings
        );

    [Fact]
    public void What_the_spec_tells_alone_is_said_the_same_with_a_cluster()
    {
        var spec = Plan.Pods("10.96.0.1/11", "fe80::/64");
        var alone = Plan.Examine(spec, ClusterAddresses.None).Findings;
        Assert.Equal(3, alone.Count);
        Assert.Empty(alone.Except(Plan.Examine(spec).Findings));
    }

    [Fact]
    public void Whatever_the_texts_are_nothing_throws()
    {
        foreach (var (text, _, _) in MalformedCidrs.All)
        {
            var spec = Plan.Pods(text) with { ServiceNetwork = new ServiceNetwork { Cidrs = [text] } };
            var node = new PlanNode("n", [text]) { Addresses = [text] };
            var control = new ControlPlaneSettings(Plan.ControlPlanePod("c")) { PodCidrs = [text], ServiceCidrs = [text] };
            Assert.NotEmpty(Plan.Examine(spec, Plan.Of(node) with { ControlPlane = [control] }, former: Plan.Pods(text)).Findings);
        }
    }

    private static AddonPool[] Pools(params string[] texts) =>
        [
            .. texts
                .Select(t => t.Split('='))
                .Select(p =>
                    Plan.Pool(
                        p[0],
                        p[1][..p[1].LastIndexOf('/')],
                        int.Parse(p[1][(p[1].LastIndexOf('/') + 1)..], System.Globalization.CultureInfo.InvariantCulture)
                    )
                ),
        ];
}
