using CniOperator.Core.AddressPlan;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Rendering;

public sealed class What_Calico_cannot_do_is_a_finding
{
    [Theory]
    [InlineData("""{"pools":[{"name":"a","cidr":"192.168.0.0/17","blockSize":33}]}""", "block-size", "20 to 32")]
    [InlineData(
        """{"pools":[{"name":"a","cidr":"192.168.0.0/17","allowedUses":["LoadBalancer"]}]}""",
        "load-balancer-pool",
        "nothing else"
    )]
    [InlineData("""{"bgp":{"enabled":false}}""", "routes-without-bgp", "need BGP")]
    [InlineData("""{"encapsulation":"VXLAN","bgp":{"enabled":false,"asNumber":64513}}""", "bgp-settings-without-bgp", "no effect")]
    [InlineData("""{"bgp":{"nodeToNodeMesh":false}}""", "no-route-exchange", "no node would learn")]
    [InlineData("""{"bgp":{"peers":[{"name":"a"}]}}""", "peer-target", "nothing could be reached")]
    [InlineData("""{"bgp":{"peers":[{"name":"a","peerIP":"192.0.2.1","peerSelector":"all()"}]}}""", "peer-target", "has both")]
    [InlineData("""{"bgp":{"peers":[{"name":"a","peerSelector":"all()","asNumber":64513}]}}""", "peer-as-number", "AS number already")]
    [InlineData("""{"bgp":{"peers":[{"name":"a","peerIP":"192.0.2.1","node":"n","nodeSelector":"all()"}]}}""", "peer-nodes", "names both")]
    [InlineData("""{"bgp":{"peers":[{"name":"a","peerIP":"192.0.2.999"}]}}""", "peer-address", "192.0.2.999, which is not an IP address")]
    [InlineData(
        """{"bgp":{"routeReflectorSelector":"all()","nodeMeshPasswordSecretRef":{"name":"s","key":"k"}}}""",
        "mesh-password-without-mesh",
        "no password"
    )]
    [InlineData("""{"dataplane":"BPF"}""", "bpf-without-api-server", "must be told the address")]
    [InlineData("""{"wireguard":{"enabledIPv6":true}}""", "wireguard-family", "IPv6")]
    [InlineData("""{"ipam":{"type":"host-local","strictAffinity":true}}""", "host-local-ipam-settings", "no blocks")]
    [InlineData("""{"felixConfiguration":{"bpfEnabled":true}}""", "set-twice", "parameter of its own")]
    [InlineData("""{"policyOnly":true,"pools":[{"name":"a","cidr":"192.168.0.0/17"}]}""", "policy-only-settings", "no effect")]
    [InlineData("""{"encapsulation":"VXLANCrossSubnet","ipam":{"type":"host-local"}}""", "host-local-tunnel", "no tunnel")]
    [InlineData("""{"policyOnly":true,"bgp":{"asNumber":64513}}""", "policy-only-settings", "no effect")]
    [InlineData("""{"policyOnly":true,"ipam":{"strictAffinity":true}}""", "policy-only-settings", "no effect")]
    [InlineData("""{"policyOnly":true,"wireguard":{"enabled":true}}""", "policy-only-settings", "no effect")]
    public void A_setting_that_cannot_work_is_refused_with_its_reason(string parameters, string rule, string why)
    {
        var result = Sample.Renderer.Render(CalicoSample.Of(parameters).OnNodes(3));

        var finding = result.Findings.First(f => f.Rule.Id == "calico/" + rule);
        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Contains(why, finding.Message, StringComparison.Ordinal);
        Assert.Empty(result.Objects);
    }

    [Theory]
    [InlineData(
        """{"pools":[{"name":"a","cidr":"192.168.0.0/17"},{"name":"b","cidr":"fd00::/64","encapsulation":"IPIP"}]}""",
        "ipip-over-ipv6"
    )]
    [InlineData("""{"pools":[{"name":"a","cidr":"192.168.0.0/17"},{"name":"b","cidr":"fd00::/64","blockSize":64}]}""", "block-size")]
    [InlineData("""{"wireguard":{"enabled":true,"enabledIPv6":true,"portIPv6":51820}}""", "wireguard-same-port")]
    [InlineData("""{"wireguard":{"enabled":true}}""", "wireguard-half")]
    [InlineData("""{"ipam":{"type":"host-local"},"wireguard":{"enabled":true,"enabledIPv6":true}}""", "host-local-tunnel")]
    public void Two_families_have_rules_of_their_own(string parameters, string rule) =>
        Assert.Contains(Sample.Renderer.Render(CalicoSample.Of(parameters, CalicoSample.Network, "fd00::/56")).Findings, f =>
            f.Rule.Id == "calico/" + rule
        );

    [Theory]
    [InlineData("{}", 101, "large-mesh")]
    [InlineData("""{"typha":{"mode":"Disabled"}}""", 100, "typha-off")]
    [InlineData("""{"bgp":{"routeReflectorSelector":"all()"}}""", 3, "route-reflector-annotation")]
    [InlineData("""{"bgp":{"nodeMeshPasswordSecretRef":{"name":"s","key":"k"}}}""", 3, "bgp-passwords")]
    [InlineData("""{"dataplane":"BPF","kubeAPI":{"host":"192.0.2.1"}}""", 3, "bpf-kube-proxy")]
    [InlineData("""{"dataplane":"BPF","kubeAPI":{"host":"192.0.2.1"}}""", 3, "bpf-ipip")]
    [InlineData("""{"bpf":{"kubeProxy":"Absent"}}""", 3, "bpf-settings-unused")]
    [InlineData("""{"ipam":{"type":"host-local"},"pools":[{"name":"a","cidr":"192.168.0.0/17"}]}""", 3, "host-local-pools")]
    [InlineData("""{"ipam":{"strictAffinity":true,"maxBlocksPerHost":1}}""", 3, "strict-affinity-without-blocks")]
    [InlineData("""{"natOutgoing":false}""", 3, "masquerade-off")]
    [InlineData("""{"typha":{"mode":"Enabled","replicas":3}}""", 3, "typha-replicas")]
    [InlineData("""{"cni":{"bandwidth":true}}""", 3, "bandwidth-plugin")]
    [InlineData("""{"policyOnly":true}""", 3, "policy-only")]
    public void What_deserves_a_word_does_not_block(string parameters, int nodes, string rule)
    {
        var result = CalicoSample.Of(parameters).OnNodes(nodes).Render();

        Assert.Contains(result.Findings, f => f.Rule.Id == "calico/" + rule && f.Severity != Severity.Error);
        Assert.NotEmpty(result.Objects);
    }

    [Theory]
    [InlineData(
        """{"pools":[{"name":"a","cidr":"192.168.0.0/17"},{"name":"b","cidr":"192.168.128.0/17","blockSize":33}]}""",
        "spec.calico.pools[1].blockSize",
        "Pool b has blockSize 33"
    )]
    [InlineData("""{"bgp":{"peers":[{"name":"a","peerIP":"192.0.2.1"},{"name":"b"}]}}""", "spec.calico.bgp.peers[1]", "b has neither")]
    [InlineData(
        """{"bgp":{"peers":[{"name":"a","peerIP":"192.0.2.1"},{"name":"b","peerIP":"192.0.2.999"}]}}""",
        "spec.calico.bgp.peers[1].peerIP",
        "the address 192.0.2.999"
    )]
    [InlineData(
        """{"bgp":{"peers":[{"name":"a","peerSelector":"rack = 1"}]}}""",
        "spec.calico.bgp.peers[0].peerSelector",
        "equality is written =="
    )]
    [InlineData(
        """{"pools":[{"name":"a","cidr":"192.168.0.0/17","nodeSelector":"zone == a"}]}""",
        "spec.calico.pools[0].nodeSelector",
        "in quotes"
    )]
    [InlineData("""{"bgp":{"routeReflectorSelector":"reflector"}}""", "spec.calico.bgp.routeReflectorSelector", "a condition should be")]
    public void The_entry_of_a_list_that_cannot_work_is_named(string parameters, string subject, string what)
    {
        var finding = Assert.Single(Sample.Renderer.Render(CalicoSample.Of(parameters)).Findings, f => f.Severity == Severity.Error);

        Assert.Equal(subject, finding.Subject.ToString());
        Assert.Contains(what, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BPF", null, null, "bpf-kube-proxy", "eBPF Calico does")]
    [InlineData("BPF", null, true, "bpf-kube-proxy", "kube-system/kube-proxy runs")]
    [InlineData("BPF", null, false, null, "")]
    [InlineData("BPF", "Absent", null, null, "")]
    [InlineData("BPF", "Absent", true, "bpf-kube-proxy-seen", "kubeProxy is Absent, but")]
    [InlineData("BPF", "Absent", false, null, "")]
    [InlineData("BPF", "Running", true, null, "")]
    [InlineData("BPF", "Running", false, "bpf-kube-proxy-seen", "kubeProxy is Running, but no node")]
    [InlineData("Auto", null, null, null, "")]
    [InlineData("Auto", null, true, null, "")]
    [InlineData("Auto", null, false, "no-kube-proxy", "pods reach none")]
    public void What_is_seen_of_kube_proxy_is_held_against_the_dataplane(
        string dataplane,
        string? stated,
        bool? runs,
        string? rule,
        string what
    )
    {
        var bpf = stated is null ? "{}" : $$"""{"kubeProxy":"{{stated}}"}""";
        var request = CalicoSample.Of(
            $$"""{"kubeAPI":{"host":"192.0.2.1"},"encapsulation":"VXLAN","bpf":{{bpf}},"dataplane":"{{dataplane}}"}"""
        );
        var key = Assert.Single(AddonCatalog.BuiltIn.Find("calico")!.Lookups).Key;
        var facts = ClusterFacts.None with { RunningDaemons = runs is { } known ? new Dictionary<ObjectKey, bool> { [key] = known } : [] };

        var result = (request with { Facts = facts }).Render();

        Assert.Equal(rule is null ? [] : ["calico/" + rule], result.Findings.Select(f => f.Rule.Id));
        Assert.All(result.Findings, f =>
            Assert.Equal((Severity.Warning, true), (f.Severity, f.Message.Contains(what, StringComparison.Ordinal)))
        );
        Assert.NotEmpty(result.Objects);
    }

    [Theory]
    [InlineData("""{"pools":[{"name":"a","cidr":"192.168.0.1/16"}]}""", "addresses/host-bits", "spec.calico.pools[0].cidr")]
    [InlineData(
        """{"pools":[{"name":"a","cidr":"192.168.0.0/17"},{"name":"b","cidr":"fd00::1::/64"}]}""",
        "addresses/unreadable-cidr",
        "spec.calico.pools[1].cidr"
    )]
    [InlineData("""{"pools":[{"name":"a","cidr":"10.0.0.0/16"}]}""", "addresses/pool-outside", "spec.calico.pools[0].cidr")]
    [InlineData(
        """{"pools":[{"name":"a","cidr":"192.168.0.0/17"},{"name":"b","cidr":"192.168.1.0/24"}]}""",
        "addresses/pools-overlap",
        "spec.calico.pools[1].cidr"
    )]
    [InlineData("""{"pools":[{"name":"a","cidr":"192.168.0.0/27"}]}""", "addresses/pool-block", "spec.calico.pools[0].cidr")]
    [InlineData(
        """{"pools":[{"name":"a","cidr":"192.168.0.0/17","allowedUses":["LoadBalancer"],"nodeSelector":"all()"}]}""",
        "addresses/family-without-pool",
        "spec.podNetwork.cidrs[0]"
    )]
    public void Pools_that_cannot_work_are_the_address_plans_findings(string parameters, string rule, string subject)
    {
        var request = CalicoSample.Of(parameters).OnNodes(3);
        var addressing = Sample.Renderer.Render(request).Addressing;

        Assert.NotNull(addressing);
        var report = PlanExaminer.Examine(new PlanInput(request.Spec, ClusterAddresses.None) { Addon = addressing });
        var finding = Assert.Single(report.Findings, f => f.Severity == Severity.Error);
        Assert.Equal((rule, subject), (finding.Rule.Id, finding.Subject.ToString()));
        Assert.True(finding.Blocks);
    }

    [Fact]
    public void The_defaults_have_nothing_to_say() => Assert.Empty(CalicoSample.Of().OnNodes(3).Render().Findings);
}
