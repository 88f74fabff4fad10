namespace CniOperator.Core.Tests.Rendering;

public sealed class Calico_can_leave_addresses_to_the_Nodes
{
    [Fact]
    public void Host_local_takes_addresses_from_the_Node_and_fewer_rights()
    {
        var result = CalicoSample.Of("""{"ipam":{"type":"host-local"}}""", CalicoSample.Network, "fd00::/56").Render();

        Assert.Contains("usePodCidrIPv6", (string)result.Config()["cni_network_config"]!, StringComparison.Ordinal);
        Assert.Equal("true", result.Node().Container("calico-node").Env("USE_POD_CIDR"));
        Assert.DoesNotContain(result.Node()["initContainers"]!.AsArray(), c => (string?)c!["name"] == "upgrade-ipam");
        Assert.DoesNotContain(
            "ipamhandles",
            result.Object("ClusterRole", "calico-cni-plugin").Json.ToJsonString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void With_policies_only_nothing_of_addresses_tunnels_and_routes_is_left()
    {
        var result = CalicoSample
            .Of("""{"policyOnly":true,"natOutgoing":false}""", CalicoSample.Network, "fd00::/56")
            .OnNodes(120)
            .Render();

        Assert.DoesNotContain(result.Objects, o => o.Key.Kind is "IPPool" or "BGPConfiguration" or "BGPPeer" or "IPAMConfig");
        Assert.False(result.Config().ContainsKey("calico_backend"));
        var node = result.Node().Container("calico-node");
        Assert.Equal(
            ("none", "k8s", "true", "true"),
            (node.Env("CALICO_NETWORKING_BACKEND"), node.Env("CLUSTER_TYPE"), node.Env("USE_POD_CIDR"), node.Env("FELIX_IPV6SUPPORT"))
        );
        Assert.All(["IP", "IP6", "CALICO_ROUTER_ID", "FELIX_VXLANMTU"], v => Assert.Null(node.Env(v)));
        Assert.Contains("\"mtu\": 1500", (string)result.Config()["cni_network_config"]!, StringComparison.Ordinal);
        Assert.Contains("usePodCidrIPv6", (string)result.Config()["cni_network_config"]!, StringComparison.Ordinal);
        Assert.Equal(["TCP 5473", "TCP 9099", "TCP 9098"], result.Ports.Select(p => $"{p.Protocol} {p.Port}"));
        Assert.Equal(["calico/policy-only"], result.Findings.Select(f => f.Rule.Id));
        Assert.Equal(("none", true), (result.Backend, result.EnforcesNetworkPolicy));
    }
}
