using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan.Sources;

namespace CniOperator.Core.Tests.AddressPlan.Sources;

public sealed class ControlPlaneReaderTests
{
    [Theory]
    [InlineData(
        """["kube-controller-manager","--allocate-node-cidrs=true","--cluster-cidr=10.244.0.0/16","--node-cidr-mask-size=24"]""",
        "10.244.0.0/16",
        24,
        null,
        true
    )]
    [InlineData(
        """["kube-controller-manager","--allocate-node-cidrs","--cluster-cidr","10.244.0.0/16"]""",
        "10.244.0.0/16",
        null,
        null,
        true
    )]
    [InlineData(
        """["kube-controller-manager","--allocate-node-cidrs","--cluster-cidr=fd00::/56","--node-cidr-mask-size=64"]""",
        "fd00::/56",
        null,
        64,
        true
    )]
    [InlineData(
        """["kcm","--cluster-cidr=10.0.0.0/8, fd00::/48","--node-cidr-mask-size-ipv4=26","--node-cidr-mask-size-ipv6=72","--allocate-node-cidrs=false"]""",
        "10.0.0.0/8|fd00::/48",
        26,
        72,
        false
    )]
    [InlineData(
        """["kcm","--cluster-cidr=10.1.0.0/16","--cluster-cidr=10.2.0.0/16","--node-cidr-mask-size=0"]""",
        "10.2.0.0/16",
        null,
        null,
        null
    )]
    [InlineData("""["kcm","--node-cidr-mask-size=many","--cluster-cidr=nonsense"]""", "nonsense", null, null, null)]
    public void Flags_are_read_as_pflag_reads_them(string command, string cidrs, int? maskIpv4, int? maskIpv6, bool? allocates)
    {
        var settings = ControlPlaneReader.OfPod(Pod("kube-controller-manager", "a", command))!;
        Assert.Equal("Pod kube-system/a", settings.Source.ToString());
        Assert.Equal(cidrs.Split('|'), settings.PodCidrs);
        Assert.Equal((maskIpv4, maskIpv6, allocates), (settings.NodeMaskIpv4, settings.NodeMaskIpv6, settings.AllocatesNodeCidrs));
    }

    [Fact]
    public void Flags_among_the_arguments_are_found_too()
    {
        var pod = Pod("kube-apiserver", "a", """["kube-apiserver"]""");
        pod["spec"]!["containers"]![0]!["args"] = new JsonArray("--service-cluster-ip-range=10.96.0.0/12,fd01::/108");
        Assert.Equal(["10.96.0.0/12", "fd01::/108"], ControlPlaneReader.OfPod(pod)!.ServiceCidrs);
    }

    [Fact]
    public void A_pod_that_states_nothing_says_nothing() =>
        Assert.Null(ControlPlaneReader.OfPod(Pod("kube-controller-manager", "a", """["sh","-c","exec kcm"]""")));

    [Fact]
    public void A_ClusterConfiguration_of_v1beta3_is_read_with_its_map_of_arguments()
    {
        var settings = Kubeadm(
            """
            apiVersion: kubeadm.k8s.io/v1beta3
            kind: ClusterConfiguration
            networking: {podSubnet: "10.244.0.0/16,fd00::/56", serviceSubnet: 10.96.0.0/12}
            controllerManager:
              extraArgs: {node-cidr-mask-size-ipv4: "25", node-cidr-mask-size-ipv6: "72"}
            """
        )!;
        Assert.Equal("ConfigMap kube-system/kubeadm-config", settings.Source.ToString());
        Assert.Equal(["10.244.0.0/16", "fd00::/56"], settings.PodCidrs);
        Assert.Equal(["10.96.0.0/12"], settings.ServiceCidrs);
        Assert.Equal((25, 72, true), (settings.NodeMaskIpv4, settings.NodeMaskIpv6, settings.AllocatesNodeCidrs));
    }

    [Fact]
    public void One_of_v1beta4_is_read_with_its_list_and_arguments_overrule_fields()
    {
        var settings = Kubeadm(
            """
            apiVersion: kubeadm.k8s.io/v1beta4
            kind: ClusterConfiguration
            networking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/12}
            apiServer: {extraArgs: [{name: service-cluster-ip-range, value: 10.112.0.0/12}]}
            controllerManager:
              extraArgs:
              - {name: cluster-cidr, value: 10.0.0.0/14}
              - {name: node-cidr-mask-size, value: 26}
              - {name: allocate-node-cidrs, value: "false"}
            """
        )!;
        Assert.Equal(["10.0.0.0/14"], settings.PodCidrs);
        Assert.Equal(["10.112.0.0/12"], settings.ServiceCidrs);
        Assert.Equal((26, null, false), (settings.NodeMaskIpv4, settings.NodeMaskIpv6, settings.AllocatesNodeCidrs));
    }

    [Fact]
    public void Without_a_podSubnet_kubeadm_turns_no_allocation_on() =>
        Assert.Null(Kubeadm("{kind: ClusterConfiguration, networking: {serviceSubnet: 10.96.0.0/12}}")!.AllocatesNodeCidrs);

    [Theory]
    [InlineData("")]
    [InlineData("kind: [")]
    [InlineData("kind: InitConfiguration")]
    [InlineData("just text")]
    [InlineData("{kind: ClusterConfiguration, networking: [1], controllerManager: {extraArgs: 7}}")]
    public void What_kubeadm_did_not_write_says_nothing(string yaml) => Assert.Null(Kubeadm(yaml));

    internal static JsonObject Pod(string component, string name, string command) =>
        (JsonObject)
            JsonNode.Parse(
                $$$"""{"metadata":{"name":"{{{name}}}","labels":{"component":"{{{component}}}"}},"spec":{"containers":[{"command":{{{command}}}}]}}"""
            )!;

    private static CniOperator.Core.AddressPlan.Inputs.ControlPlaneSettings? Kubeadm(string yaml) =>
        ControlPlaneReader.OfKubeadm(new JsonObject { ["data"] = new JsonObject { ["ClusterConfiguration"] = yaml } });
}
