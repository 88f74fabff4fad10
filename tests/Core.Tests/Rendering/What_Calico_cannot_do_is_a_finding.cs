using CniOperator.Core.Findings;

namespace CniOperator.Core.Tests.Rendering;

public sealed class What_Calico_cannot_do_is_a_finding
{
    [Theory]
    [InlineData("""{"pools":[{"name":"a","cidr":"192.168.0.0/17","blockSize":33}]}""", "block-size", "20 to 32")]
    [InlineData("""{"pools":[{"name":"a","cidr":"192.168.0.0/17","allowedUses":["LoadBalancer"]}]}""", "load-balancer-pool", "nothing else")]
    [InlineData("""{"bgp":{"enabled":false}}""", "routes-without-bgp", "need BGP")]
    [InlineData("""{"encapsulation":"VXLAN","bgp":{"enabled":false,"asNumber":64513}}""", "bgp-settings-without-bgp", "no effect")]
    [InlineData("""{"bgp":{"nodeToNodeMesh":false}}""", "no-route-exchange", "no node would learn")]
    [InlineData("""{"bgp":{"peers":[{"name":"a"}]}}""", "peer-target", "nothing could be reached")]
    [InlineData("""{"bgp":{"peers":[{"name":"a","peerIP":"192.0.2.1","peerSelector":"all()"}]}}""", "peer-target", "both or neither")]
    [InlineData("""{"bgp":{"peers":[{"name":"a","peerSelector":"all()","asNumber":64513}]}}""", "peer-as-number", "AS number already")]
    [InlineData("""{"bgp":{"peers":[{"name":"a","peerIP":"192.0.2.1","node":"n","nodeSelector":"all()"}]}}""", "peer-nodes", "names both")]
    [InlineData("""{"bgp":{"peers":[{"name":"a","peerIP":"192.0.2.999"}]}}""", "peer-address", "no IP address")]
    [InlineData("""{"bgp":{"routeReflectorSelector":"all()","nodeMeshPasswordSecretRef":{"name":"s","key":"k"}}}""", "mesh-password-without-mesh", "no password")]
    [InlineData("""{"dataplane":"BPF"}""", "bpf-without-api-server", "must be told the address")]
    [InlineData("""{"wireguard":{"enabledIPv6":true}}""", "wireguard-family", "IPv6")]
    [InlineData("""{"ipam":{"type":"host-local","strictAffinity":true}}""", "host-local-ipam-settings", "no blocks")]
    [InlineData("""{"felixConfiguration":{"bpfEnabled":true}}""", "set-twice", "parameter of its own")]
    public void A_setting_that_cannot_work_is_refused_with_its_reason(string parameters, string rule, string why)
    {
        var result = Sample.Renderer.Render(CalicoSample.Of(parameters).OnNodes(3));

        var finding = result.Findings.First(f => f.Rule == "calico/" + rule);
        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Contains(why, finding.Message, StringComparison.Ordinal);
        Assert.Empty(result.Objects);
    }

    [Theory]
    [InlineData("""{"pools":[{"name":"a","cidr":"192.168.0.0/17"},{"name":"b","cidr":"fd00::/64","encapsulation":"IPIP"}]}""", "ipip-over-ipv6")]
    [InlineData("""{"pools":[{"name":"a","cidr":"192.168.0.0/17"},{"name":"b","cidr":"fd00::/64","blockSize":64}]}""", "block-size")]
    [InlineData("""{"wireguard":{"enabled":true,"enabledIPv6":true,"portIPv6":51820}}""", "wireguard-same-port")]
    [InlineData("""{"wireguard":{"enabled":true}}""", "wireguard-half")]
    public void Two_families_have_rules_of_their_own(string parameters, string rule) =>
        Assert.Contains(Sample.Renderer.Render(CalicoSample.Of(parameters, CalicoSample.Network, "fd00::/56")).Findings, f => f.Rule == "calico/" + rule);

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
    public void What_deserves_a_word_does_not_block(string parameters, int nodes, string rule)
    {
        var result = CalicoSample.Of(parameters).OnNodes(nodes).Render();

        Assert.Contains(result.Findings, f => f.Rule == "calico/" + rule && f.Severity != Severity.Error);
        Assert.NotEmpty(result.Objects);
    }

    [Theory]
    [InlineData("""{"pools":[{"name":"a","cidr":"192.168.0.1/16"}]}""", "addresses/host-bits", "spec.calico.pools[0].cidr")]
    [InlineData("""{"pools":[{"name":"a","cidr":"192.168.0.0/17"},{"name":"b","cidr":"fd00::1::/64"}]}""", "addresses/unreadable-cidr", "spec.calico.pools[1].cidr")]
    [InlineData("""{"pools":[{"name":"a","cidr":"10.0.0.0/16"}]}""", "addresses/pool-outside", "spec.calico.pools[0].cidr")]
    [InlineData("""{"pools":[{"name":"a","cidr":"192.168.0.0/17"},{"name":"b","cidr":"192.168.1.0/24"}]}""", "addresses/pools-overlap", "spec.calico.pools[1].cidr")]
    [InlineData("""{"pools":[{"name":"a","cidr":"192.168.0.0/27"}]}""", "addresses/pool-block", "spec.calico.pools[0].cidr")]
    [InlineData("""{"pools":[{"name":"a","cidr":"192.168.0.0/17","allowedUses":["LoadBalancer"],"nodeSelector":"all()"}]}""", "addresses/family-without-pool", "spec.podNetwork.cidrs[0]")]
    public void Pools_that_cannot_work_are_the_address_plans_findings(string parameters, string rule, string subject)
    {
        var result = Sample.Renderer.Render(CalicoSample.Of(parameters).OnNodes(3));

        var finding = Assert.Single(result.Findings, f => f.Severity == Severity.Error && f.Rule.StartsWith("addresses/", StringComparison.Ordinal));
        Assert.Equal((rule, subject), (finding.Rule, finding.Subject));
        Assert.NotNull(result.Addressing);
        Assert.Empty(result.Objects);
    }

    [Fact]
    public void The_defaults_have_nothing_to_say() => Assert.Empty(CalicoSample.Of().OnNodes(3).Render().Findings);
}
