using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.AddressPlan.Sources;

namespace CniOperator.Core.Tests.AddressPlan.Sources;

public sealed class ClusterAddressReaderTests
{
    private static readonly JsonObject Service = Json("""{"metadata":{"name":"kubernetes"},"spec":{"clusterIPs":["10.96.0.1"]}}""");

    private static readonly JsonObject ApiServer = ControlPlaneReaderTests.Pod(
        "kube-apiserver",
        "api-b",
        """["kube-apiserver","--service-cluster-ip-range=10.96.0.0/12","--advertise-address=192.0.2.7"]"""
    );

    private static readonly JsonObject Kubeadm = new()
    {
        ["data"] = new JsonObject { ["ClusterConfiguration"] = "{kind: ClusterConfiguration, networking: {serviceSubnet: 10.96.0.0/16}}" },
    };

    [Fact]
    public void ServiceCIDRs_are_the_best_source_of_the_Services_networks()
    {
        var cidr = Json("""{"metadata":{"name":"kubernetes"},"spec":{"cidrs":["10.96.0.0/14","fd01::/108"]}}""");
        Assert.Equal(
            ["10.96.0.0/14 ServiceCIDR kubernetes", "fd01::/108 ServiceCIDR kubernetes"],
            Services(
                new ClusterObjects
                {
                    ServiceCidrs = [cidr],
                    ControlPlanePods = [ApiServer],
                    KubeadmConfig = Kubeadm,
                    ApiServerService = Service,
                }
            )
        );
    }

    [Fact]
    public void Then_the_API_servers_flags_then_kubeadm_then_the_kubernetes_Services_address()
    {
        var all = new ClusterObjects
        {
            ControlPlanePods = [ApiServer],
            KubeadmConfig = Kubeadm,
            ApiServerService = Service,
        };
        Assert.Equal(["10.96.0.0/12 --service-cluster-ip-range of Pod kube-system/api-b"], Services(all));
        Assert.Equal(
            ["10.96.0.0/16 networking.serviceSubnet in ConfigMap kube-system/kubeadm-config"],
            Services(all with { ControlPlanePods = [] })
        );
        Assert.Equal(["10.96.0.1/32 Service default/kubernetes"], Services(all with { ControlPlanePods = [], KubeadmConfig = null }));
        Assert.Empty(Services(new ClusterObjects()));
    }

    [Fact]
    public void A_Service_outside_all_known_networks_is_one_by_itself() =>
        Assert.Contains(
            "10.96.0.1/32 Service default/kubernetes",
            Services(
                new ClusterObjects
                {
                    ServiceCidrs = [Json("""{"metadata":{"name":"new"},"spec":{"cidrs":["10.200.0.0/16"]}}""")],
                    ApiServerService = Service,
                }
            )
        );

    [Fact]
    public void The_API_servers_addresses_come_from_its_EndpointSlices_and_flags()
    {
        var slice = Json(
            """{"metadata":{"name":"kubernetes"},"endpoints":[{"addresses":["192.0.2.9","192.0.2.7"]},{"addresses":["what"]}]}"""
        );
        Assert.Equal(
            [
                "192.0.2.7 the API server (EndpointSlice of Service default/kubernetes)",
                "192.0.2.9 the API server (EndpointSlice of Service default/kubernetes)",
            ],
            ClusterAddressReader
                .Read(new ClusterObjects { ApiServerSlices = [slice], ControlPlanePods = [ApiServer] }, null)
                .ApiServers.Select(a => $"{a.Address} {a.Source}")
        );
        Assert.Equal(
            "the API server (--advertise-address of Pod kube-system/api-b)",
            Assert.Single(ClusterAddressReader.Read(new ClusterObjects { ControlPlanePods = [ApiServer] }, null).ApiServers).Source
        );
    }

    [Fact]
    public void What_parts_of_the_control_plane_believe_is_kept_apart_in_a_fixed_order()
    {
        var other = ControlPlaneReaderTests.Pod("kube-controller-manager", "a", """["kcm","--cluster-cidr=10.0.0.0/16"]""");
        Assert.Equal(
            ["ConfigMap kube-system/kubeadm-config", "Pod kube-system/a", "Pod kube-system/api-b"],
            ClusterAddressReader
                .Read(new ClusterObjects { ControlPlanePods = [ApiServer, other], KubeadmConfig = Kubeadm }, null)
                .ControlPlane.Select(c => c.Source.ToString())
        );
    }

    [Fact]
    public void A_node_is_read_with_what_the_plan_needs()
    {
        var node = NodeReader.Of(
            Json(
                """
                {"metadata":{"name":"n"},"spec":{"podCIDR":"10.0.0.0/24","podCIDRs":["10.0.0.0/24","fd00::/64"]},
                 "status":{"capacity":{"pods":"250"},"nodeInfo":{"containerRuntimeVersion":"docker://27.1"},
                  "addresses":[{"type":"InternalIP","address":"192.0.2.1"},{"type":"Hostname","address":"n"},{"type":"ExternalIP","address":"198.51.100.1"}]}}
                """
            )
        );
        Assert.Equal(("n", 250, true), (node.Name, node.MaxPods, node.RunsDocker));
        Assert.Equal(["10.0.0.0/24", "fd00::/64"], node.PodCidrs);
        Assert.Equal(["192.0.2.1", "198.51.100.1"], node.Addresses);
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"n"}}""", 0)]
    [InlineData("""{"metadata":{"name":"n"},"spec":{"podCIDR":"","podCIDRs":[]},"status":{"capacity":{"pods":"many"}}}""", 0)]
    [InlineData("""{"metadata":{"name":"n"},"spec":{"podCIDR":"10.0.0.0/24"},"status":{"addresses":"none"}}""", 1)]
    public void A_node_that_says_little_reads_as_little(string json, int cidrs)
    {
        var node = NodeReader.Of(Json(json));
        Assert.Equal((cidrs, 0, null, false), (node.PodCidrs.Count, node.Addresses.Count, node.MaxPods, node.RunsDocker));
    }

    [Fact]
    public void Two_readings_are_the_same_when_the_plan_cannot_tell_them_apart()
    {
        var node = new PlanNode("n", ["10.0.0.0/24"]) { Addresses = ["192.0.2.1"], MaxPods = 110 };
        Assert.True(NodeReader.Same(node, node with { PodCidrs = ["10.0.0.0/24"], Addresses = ["192.0.2.1"] }));
        Assert.False(NodeReader.Same(node, node with { PodCidrs = ["10.0.1.0/24"] }));
        Assert.False(NodeReader.Same(node, node with { Addresses = [] }));
        Assert.False(NodeReader.Same(node, node with { MaxPods = 250 }));
        Assert.False(NodeReader.Same(node, node with { RunsDocker = true }));
    }

    private static IEnumerable<string> Services(ClusterObjects objects) =>
        ClusterAddressReader.Read(objects, null).Services.Select(s => $"{s.Network} {s.Source}");

    private static JsonObject Json(string json) => (JsonObject)JsonNode.Parse(json)!;
}
