using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.AddressPlan;

/// <summary>Rules that ask the cluster: Services, nodes' addresses, the API server, the control plane.</summary>
public sealed class ClusterRulesTests
{
    [Fact]
    public void The_clusters_Services_count_in_addition_to_those_of_the_spec()
    {
        var cluster = Plan.Of(Plan.Nodes) with
        {
            Services =
            [
                new(Ip.Network("10.96.0.0/12"), Plan.ServiceCidr("kubernetes")),
                new(Ip.Network("10.244.128.0/20"), Plan.ServiceCidr("more")),
            ],
        };
        var finding = Assert.Single(Plan.Examine(cluster: cluster).Findings);
        Assert.Equal(
            ("addresses/cluster-services-overlap", "spec.podNetwork.cidrs[0]", Severity.Error),
            (finding.Rule.Id, finding.Subject.ToString(), finding.Severity)
        );
        Assert.Contains(
            "Pods' 10.244.0.0/16 and Services' 10.244.128.0/20 (ServiceCIDR more) overlap",
            finding.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("10.0.0.0/16 is apart from all that is known here", finding.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Services_of_a_family_that_pods_lack_are_told()
    {
        var cluster = Plan.Of() with
        {
            Services =
            [
                new(Ip.Network("10.96.0.0/12"), Plan.ServiceCidr("flags")),
                new(Ip.Network("fd00:10:96::/112"), Plan.ServiceCidr("flags")),
            ],
        };
        Assert.Equal(
            ["unserved-family spec.podNetwork.cidrs"],
            Plan.Examine(Plan.Pods("10.244.0.0/16") with { ServiceNetwork = null }, cluster).Brief()
        );
    }

    [Fact]
    public void A_node_in_the_pod_network_is_named()
    {
        var nodes = Plan.Nodes.Append(Plan.Node(3) with { Addresses = ["192.168.0.13", "fd00:192:168::d", "10.244.9.9"] }).ToArray();
        var finding = Assert.Single(Plan.Examine(cluster: Plan.Of(nodes)).Findings);
        Assert.Equal(("addresses/node-address", "Node worker-3"), (finding.Rule.Id, finding.Subject.ToString()));
        Assert.Contains("Its address 10.244.9.9 lies in the pods' 10.244.0.0/16", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_among_the_Services_is_named()
    {
        var node = Plan.Node(3) with { Addresses = ["10.100.0.1", "fd00:10:96::5"] };
        Assert.Equal(["node-in-services Node worker-3", "node-in-services Node worker-3"], Plan.Examine(cluster: Plan.Of(node)).Brief());
    }

    [Theory]
    [InlineData("api-server", "10.244.0.1", "spec.podNetwork.cidrs[0]", "pods' 10.244.0.0/16 contains 10.244.0.1 of the API server")]
    [InlineData(
        "api-server-in-services",
        "fd00:10:96::1",
        "spec.serviceNetwork.cidrs[1]",
        "Services' fd00:10:96::/112 contains fd00:10:96::1"
    )]
    public void The_API_server_is_apart(string rule, string address, string subject, string says)
    {
        var finding = Plan.Examine(cluster: Plan.Of(Plan.Nodes) with { ApiServers = [new(Ip.Address(address), "the API server")] })
            .Only(rule);
        Assert.Equal(subject, finding.Subject.ToString());
        Assert.Contains(says, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dockers_bridge_is_a_warning_and_for_Weave_Net_an_error()
    {
        var spec = Plan.Pods("172.16.0.0/14");
        spec = spec with { ServiceNetwork = null };
        var nodes = Plan.Of([.. Enumerable.Range(0, 5).Select(i => new PlanNode($"n{i}", [$"172.16.{i}.0/24"]) { RunsDocker = true })]);
        var warning = Plan.Examine(spec, nodes).Only("docker-bridge");
        Assert.Contains("nodes n0, n1, n2 and 2 more", warning.Message, StringComparison.Ordinal);
        Assert.Equal(Severity.Warning, warning.Severity);
        var report = Plan.Examine(spec, nodes, Plan.Weave);
        Assert.Equal(Severity.Error, report.Only("host-route").Severity);
        Assert.DoesNotContain(report.Findings, f => f.Rule.Id == "addresses/docker-bridge");
    }

    [Fact]
    public void A_node_without_an_address_of_a_family_is_named_and_one_without_any_is_not() =>
        Assert.Equal(
            ["node-address-family Node worker-0"],
            Plan.Examine(cluster: Plan.Of(Plan.Node(0) with { Addresses = ["192.168.0.10"] }, Plan.Node(1) with { Addresses = [] })).Brief()
        );

    [Fact]
    public void The_control_plane_and_the_spec_disagree_by_name()
    {
        var cluster = Plan.Of(Plan.Nodes) with
        {
            ControlPlane =
            [
                new(new ObjectKey("v1", "ConfigMap", "kube-system", "kubeadm-config"))
                {
                    PodCidrs = ["10.224.0.0/16", "fd00:10:244::/56"],
                    ServiceCidrs = ["10.96.0.0/12", "fd00:10:96::/112"],
                },
                new(Plan.ControlPlanePod("kube-controller-manager-a"))
                {
                    PodCidrs = ["10.244.0.0/16", "fd00:10:244::/56"],
                    ServiceCidrs = ["10.96.0.0/16"],
                    NodeMaskIpv4 = 25,
                    AllocatesNodeCidrs = true,
                },
            ],
        };
        var report = Plan.Examine(cluster: cluster);
        Assert.Equal(
            [
                "control-plane-pods spec.podNetwork.cidrs",
                "control-plane-services spec.serviceNetwork.cidrs",
                "control-plane-mask spec.podNetwork.nodeMaskSizes.ipv4",
            ],
            report.Brief()
        );
        Assert.Contains(
            "ConfigMap kube-system/kubeadm-config says that the pod network is 10.224.0.0/16, fd00:10:244::/56; spec.podNetwork.cidrs says 10.244.0.0/16",
            report.Findings[0].Message,
            StringComparison.Ordinal
        );
        Assert.All(report.Findings, f => Assert.Equal(Severity.Warning, f.Severity));
    }

    [Fact]
    public void The_order_of_families_is_not_a_disagreement() =>
        Assert.Empty(
            Plan.Examine(
                cluster: Plan.Of(Plan.Nodes) with
                {
                    ControlPlane = [new(Plan.ControlPlanePod("c")) { PodCidrs = ["fd00:10:244::/56", "10.244.0.0/16"] }],
                }
            ).Findings
        );

    [Fact]
    public void A_controller_manager_that_assigns_nothing_is_told_how_to()
    {
        var cluster = Plan.Of(Plan.Nodes) with { ControlPlane = [new(Plan.ControlPlanePod("kcm")) { AllocatesNodeCidrs = false }] };
        var finding = Plan.Examine(cluster: cluster).Only("control-plane-allocation");
        Assert.Contains(
            "--allocate-node-cidrs=true --cluster-cidr=10.244.0.0/16,fd00:10:244::/56 --node-cidr-mask-size-ipv4=24 --node-cidr-mask-size-ipv6=64",
            finding.Fix,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "control-plane-allocation spec.podNetwork.cidrs",
            Plan.Examine(cluster: cluster, addon: Plan.Calico()).Brief()
        );
    }

    [Theory]
    [InlineData("10.0.0.0/8", "fd00:10:244::/56", null)]
    [InlineData(
        "10.244.0.0/17",
        "fd00:10:244::/56",
        "The pod network 10.244.0.0/16 was shrunk to 10.244.0.0/17, and 3 nodes have addresses of it."
    )]
    [InlineData("10.245.0.0/16", "fd00:10:244::/56", "The pod network 10.244.0.0/16 was moved to 10.245.0.0/16, and 3 nodes")]
    [InlineData("10.244.0.0/16", null, "fd00:10:244::/56 was the pod network and is gone, and 3 nodes have addresses of it.")]
    public void The_pod_network_of_a_running_cluster_may_grow_alone(string ipv4, string? ipv6, string? says)
    {
        var spec = Plan.Pods(ipv6 is null ? [ipv4] : [ipv4, ipv6]) with { ServiceNetwork = null };
        var found = Plan.Examine(spec, former: Plan.Spec).Findings.Where(f => f.Rule.Id == "addresses/changed-network").ToArray();
        if (says is null)
            Assert.Empty(found);
        else
            Assert.StartsWith(says, Assert.Single(found).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_addon_that_cannot_grow_says_so()
    {
        var former = Plan.Pods("10.244.0.0/17");
        var report = Plan.Examine(former: former, addon: Plan.Weave);
        Assert.Equal(
            ["changed-network spec.podNetwork.cidrs", "changed-network spec.podNetwork.cidrs[1]"],
            report.Brief().Where(f => f.StartsWith("changed", StringComparison.Ordinal))
        );
        Assert.DoesNotContain(Plan.Examine(former: former).Findings, f => f.Rule.Id == "addresses/changed-network");
    }

    [Fact]
    public void Nothing_is_held_against_a_change_before_nodes_have_shares() =>
        Assert.DoesNotContain(
            Plan.Examine(Plan.Pods("10.245.0.0/16", "fd00:10:245::/56"), Plan.Of(new PlanNode("n", [])), former: Plan.Spec).Findings,
            f => f.Rule.Id == "addresses/changed-network"
        );

    [Fact]
    public void A_changed_mask_is_a_warning_with_the_count()
    {
        var finding = Plan.Examine(Plan.Masks(25), former: Plan.Spec).Only("changed-mask");
        Assert.Contains("from /24 to /25, and 3 nodes keep their shares", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pool_in_use_stays_as_it_is()
    {
        var (before, after) = (Plan.Calico(), Plan.Calico(Plan.Pool("v4", "10.244.0.0/16", 27), Plan.Pool("v6", "fd00:10:244::/56", 122)));
        var finding = Plan.Examine(addon: after, formerAddon: before, former: Plan.Spec).Only("changed-pool");
        Assert.Equal("spec.calico.pools.v4", finding.Subject.ToString());
        Assert.DoesNotContain(Plan.Examine(cluster: Plan.Of(), addon: after, formerAddon: before).Findings, f =>
            f.Rule.Id == "addresses/changed-pool"
        );
    }
}
