using CniOperator.Core.Rendering;

namespace CniOperator.Core.Tests.Rendering;

public sealed class Calico_parameters_reach_their_place
{
    [Theory]
    [InlineData("IPIP", "Always", "Never", "ipip")]
    [InlineData("IPIPCrossSubnet", "CrossSubnet", "Never", "ipip")]
    [InlineData("VXLAN", "Never", "Always", "vxlan")]
    [InlineData("VXLANCrossSubnet", "Never", "CrossSubnet", "vxlan")]
    [InlineData("None", "Never", "Never", "none")]
    public void The_encapsulation_is_the_pools(string encapsulation, string ipip, string vxlan, string backend)
    {
        var result = CalicoSample.Of($$"""{"encapsulation":"{{encapsulation}}"}""").Render();

        CalicoSample.Same(
            $$"""
            {"cidr":"192.168.0.0/16","blockSize":26,"ipipMode":"{{ipip}}","vxlanMode":"{{vxlan}}","natOutgoing":true,"nodeSelector":"all()",
             "allowedUses":["Workload","Tunnel"],"assignmentMode":"Automatic","disabled":false,"disableBGPExport":false}
            """,
            result.Spec("IPPool", "default-ipv4-ippool")
        );
        Assert.Equal(backend, result.Backend);
    }

    [Fact]
    public void Pools_say_what_they_want_and_inherit_the_rest()
    {
        var result = CalicoSample
            .Of(
                """
                {"encapsulation":"VXLAN","blockSize":24,"pools":[{"name":"a","cidr":"192.168.0.0/17","nodeSelector":"zone == 'a'","natOutgoing":false},
                 {"name":"b","cidr":"192.168.128.0/17","encapsulation":"None","blockSize":28,"namespaceSelector":"x == 'y'","allowedUses":["Workload"],"assignmentMode":"Manual","disabled":true,"disableBGPExport":true}]}
                """
            )
            .Render();

        var (a, b) = (result.Spec("IPPool", "a"), result.Spec("IPPool", "b"));
        Assert.Equal(
            ("Always", 24, false, "zone == 'a'"),
            ((string)a["vxlanMode"]!, int.Parse(a["blockSize"]!.ToJsonString()), (bool)a["natOutgoing"]!, (string)a["nodeSelector"]!)
        );
        CalicoSample.Same(
            """
            {"cidr":"192.168.128.0/17","blockSize":28,"ipipMode":"Never","vxlanMode":"Never","natOutgoing":true,"nodeSelector":"all()","namespaceSelector":"x == 'y'",
             "allowedUses":["Workload"],"assignmentMode":"Manual","disabled":true,"disableBGPExport":true}
            """,
            b
        );
        Assert.DoesNotContain(result.Objects, o => o.Key.Name == "default-ipv4-ippool");
        Assert.Equal("true", result.Node().Container("calico-node").Env("NO_DEFAULT_POOLS"));
    }

    [Fact]
    public void Dual_stack_has_a_pool_and_an_address_of_each_family()
    {
        var result = CalicoSample
            .Of(
                """{"encapsulationIPv6":"VXLAN","natOutgoingIPv6":true,"nodeAddress":{"ipv6Method":"cidr=fd01::/64"}}""",
                CalicoSample.Network,
                "fd00::/56"
            )
            .Render();

        Assert.Equal(
            ("Never", "Always", "122"),
            (
                (string)result.Spec("IPPool", "default-ipv6-ippool")["ipipMode"]!,
                (string)result.Spec("IPPool", "default-ipv6-ippool")["vxlanMode"]!,
                result.Spec("IPPool", "default-ipv6-ippool")["blockSize"]!.ToJsonString()
            )
        );
        var node = result.Node().Container("calico-node");
        Assert.Equal(
            ("autodetect", "autodetect", "true", "cidr=fd01::/64"),
            (node.Env("IP"), node.Env("IP6"), node.Env("FELIX_IPV6SUPPORT"), node.Env("IP6_AUTODETECTION_METHOD"))
        );
        Assert.Contains("\"assign_ipv6\": \"true\"", (string)result.Config()["cni_network_config"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void IPv6_alone_needs_no_IPv4_address_and_BIRD_another_router_id()
    {
        var result = CalicoSample.Of("{}", "fd00::/56").Render();

        var node = result.Node().Container("calico-node");
        Assert.Equal(("none", "autodetect", "hash"), (node.Env("IP"), node.Env("IP6"), node.Env("CALICO_ROUTER_ID")));
        Assert.Contains("\"assign_ipv4\": \"false\"", (string)result.Config()["cni_network_config"]!, StringComparison.Ordinal);
        Assert.Equal("none", result.Backend);
    }

    [Fact]
    public void Without_BGP_nothing_of_it_is_left()
    {
        var result = CalicoSample.Of("""{"encapsulation":"VXLANCrossSubnet","bgp":{"enabled":false}}""").Render();

        Assert.Equal("vxlan", (string?)result.Config()["calico_backend"]);
        Assert.DoesNotContain(result.Objects, o => o.Key.Kind is "BGPConfiguration" or "BGPPeer");
        Assert.DoesNotContain("bird", result.Node().Container("calico-node")["readinessProbe"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("bird", result.Node().Container("calico-node")["livenessProbe"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(["UDP 4789", "TCP 9099"], result.Ports.Select(p => $"{p.Protocol} {p.Port}"));
    }

    [Fact]
    public void Peers_reflectors_and_passwords_become_objects()
    {
        var request = CalicoSample.Of(
            """
            {"bgp":{"asNumber":64513,"listenPort":1790,"routeReflectorSelector":"rr == 'true'","configuration":{"communities":[{"name":"c","value":"1:2"}]},
             "peers":[{"name":"tor","peerIP":"192.0.2.1:1790","asNumber":64600,"nodeSelector":"rack == '1'","passwordSecretRef":{"name":"bgp","key":"tor"},"filters":["f"],"options":{"ttlSecurity":1}}]}}
            """
        );
        var result = request.Render();

        CalicoSample.Same("""{"nodeSelector":"all()","peerSelector":"rr == 'true'"}""", result.Spec("BGPPeer", "route-reflectors"));
        CalicoSample.Same(
            """{"ttlSecurity":1,"peerIP":"192.0.2.1:1790","asNumber":64600,"nodeSelector":"rack == '1'","password":{"secretKeyRef":{"name":"bgp","key":"tor"}},"filters":["f"]}""",
            result.Spec("BGPPeer", "tor")
        );
        CalicoSample.Same(
            """{"communities":[{"name":"c","value":"1:2"}],"asNumber":64513,"listenPort":1790,"nodeToNodeMeshEnabled":false}""",
            result.Spec("BGPConfiguration")
        );
        CalicoSample.Same(
            """[{"apiGroups":[""],"resources":["secrets"],"resourceNames":["bgp"],"verbs":["get","list","watch"]}]""",
            result.Object("Role", "calico-bgp-passwords").Json["rules"]
        );
        var order = result.Objects.Select(o => o.Key.Kind).ToList();
        Assert.True(order.LastIndexOf("BGPPeer") < order.IndexOf("BGPConfiguration"), "the mesh must not end before the peers are there");
        Assert.Empty(Sample.Renderer.SecretsOf(request.Spec));
    }

    [Fact]
    public void eBPF_gets_the_API_servers_address_and_WireGuard_its_ports()
    {
        var result = CalicoSample
            .Of(
                """
                {"encapsulation":"VXLAN","dataplane":"BPF","bpf":{"kubeProxy":"Running","externalServiceMode":"DSR","dataInterfacePattern":"^eth"},"kubeAPI":{"host":"192.0.2.10"},
                 "wireguard":{"enabled":true,"port":5000,"hostEncryption":true},"felixConfiguration":{"logSeverityScreen":"Warning"}}
                """
            )
            .Render();

        CalicoSample.Same(
            """{"KUBERNETES_SERVICE_HOST":"192.0.2.10","KUBERNETES_SERVICE_PORT":"6443"}""",
            result.Object("ConfigMap", "kubernetes-services-endpoint").Json["data"]
        );
        CalicoSample.Same(
            """
            {"logSeverityScreen":"Warning","bpfEnabled":true,"bpfExternalServiceMode":"DSR","bpfDataIfacePattern":"^eth","bpfKubeProxyIptablesCleanupEnabled":false,
             "wireguardEnabled":true,"wireguardListeningPort":5000,"wireguardHostEncryptionEnabled":true}
            """,
            result.Spec("FelixConfiguration")
        );
        Assert.Equal(("wireguard", true, true), (result.Backend, result.Encrypts, result.EnforcesNetworkPolicy));
    }

    [Theory]
    [InlineData("Auto", "{}")]
    [InlineData("Iptables", """{"nftablesMode":"Disabled"}""")]
    [InlineData("Nftables", """{"nftablesMode":"Enabled"}""")]
    public void The_dataplane_is_a_field_of_Felix(string dataplane, string expected) =>
        CalicoSample.Same(expected, CalicoSample.Of($$"""{"dataplane":"{{dataplane}}"}""").Render().Spec("FelixConfiguration"));

    [Fact]
    public void A_field_of_Felix_takes_the_variable_away_that_would_make_it_inert()
    {
        var node = CalicoSample
            .Of(
                """{"felixConfiguration":{"ipipMTU":1400,"vxlanMTU":1400,"wireguardMTU":1400,"defaultEndpointToHostAction":"Drop","ipv6Support":true,"healthEnabled":false}}"""
            )
            .Render()
            .Node()
            .Container("calico-node");

        Assert.DoesNotContain(node["env"]!.AsArray(), e => ((string)e!["name"]!).StartsWith("FELIX_", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}", 49, null)]
    [InlineData("{}", 50, 3)]
    [InlineData("{}", 400, 4)]
    [InlineData("{}", 5000, 20)]
    [InlineData("""{"typha":{"mode":"Enabled"}}""", 3, 2)]
    [InlineData("""{"typha":{"mode":"Enabled"}}""", 1, 1)]
    [InlineData("""{"typha":{"mode":"Enabled","replicas":5}}""", 10, 5)]
    [InlineData("""{"typha":{"mode":"Disabled"}}""", 400, null)]
    public void Typha_comes_with_fifty_nodes_and_grows_with_them(string parameters, int nodes, int? replicas)
    {
        var result = CalicoSample.Of(parameters).OnNodes(nodes).Render();

        Assert.Equal(replicas is not null, result.Workloads.Any(w => w.Name == "calico-typha"));
        Assert.Equal(replicas is null ? "none" : "calico-typha", (string?)result.Config()["typha_service_name"]);
        Assert.Equal(
            replicas is null ? null : "from typha_service_name",
            result.Node().Container("calico-node").Env("FELIX_TYPHAK8SSERVICENAME")
        );
        Assert.Equal(
            replicas is null ? [] : ["PodDisruptionBudget", "Service", "Deployment"],
            result.Objects.Where(o => o.Key.Name == "calico-typha").Select(o => o.Key.Kind)
        );
        if (replicas is { } count)
            Assert.Equal(count.ToString(), result.Spec("Deployment", "calico-typha")["replicas"]!.ToJsonString());
    }

    [Fact]
    public void Metrics_are_where_each_part_looks_for_them()
    {
        var result = CalicoSample
            .Of("""{"typha":{"mode":"Enabled"},"metrics":{"felixPort":9091,"typhaPort":9093,"kubeControllersPort":0}}""")
            .Render();

        CalicoSample.Same("""{"prometheusMetricsEnabled":true,"prometheusMetricsPort":9091}""", result.Spec("FelixConfiguration"));
        Assert.Equal(
            "9093",
            result.Spec("Deployment", "calico-typha")["template"]!["spec"]!
                .AsObject()
                .Container("calico-typha")
                .Env("TYPHA_PROMETHEUSMETRICSPORT")
        );
        Assert.Equal("0", result.Spec("KubeControllersConfiguration")["prometheusMetricsPort"]!.ToJsonString());
    }

    [Fact]
    public void Files_and_folders_of_the_runtime_and_the_CNI_file_follow_the_parameters()
    {
        var result = CalicoSample
            .Of(
                """{"cni":{"version":"0.4.0","logLevel":"debug","portMappings":false,"bandwidth":true,"confDir":"/var/cni/net.d","binDir":"/var/cni/bin"}}"""
            )
            .Render();

        var conf = (string)result.Config()["cni_network_config"]!;
        Assert.Contains("\"mtu\": __CNI_MTU__", conf, StringComparison.Ordinal);
        Assert.Contains("\"cniVersion\": \"0.4.0\"", conf, StringComparison.Ordinal);
        Assert.Contains("\"log_level\": \"debug\"", conf, StringComparison.Ordinal);
        Assert.DoesNotContain("portmap", conf, StringComparison.Ordinal);
        Assert.Contains("bandwidth", conf, StringComparison.Ordinal);
        Assert.Equal("/var/cni/net.d", result.Node().Container("install-cni").Env("CNI_NET_DIR"));
        Assert.Contains("/var/cni/bin", result.Node()["volumes"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"encapsulation":"IPIP"}""", 1480, CalicoSample.Network)]
    [InlineData("""{"encapsulation":"VXLAN"}""", 1450, CalicoSample.Network)]
    [InlineData("""{"encapsulation":"None"}""", 1500, CalicoSample.Network)]
    [InlineData("""{"encapsulation":"VXLAN","wireguard":{"enabled":true}}""", 1440, CalicoSample.Network)]
    [InlineData("""{"encapsulationIPv6":"VXLAN"}""", 1430, "fd00::/56")]
    [InlineData("""{"wireguard":{"enabledIPv6":true}}""", 1420, "fd00::/56")]
    [InlineData("""{"encapsulation":"None","dataplane":"BPF","kubeAPI":{"host":"192.0.2.1"}}""", 1450, CalicoSample.Network)]
    public void The_pods_mtu_is_the_links_less_the_overhead(string parameters, int expected, string cidr)
    {
        var result = (CalicoSample.Of(parameters, cidr) with { Facts = new ClusterFacts { LinkMtu = 1500 } }).Render();

        Assert.Equal(expected, result.Mtu);
        Assert.Equal(expected.ToString(), (string?)result.Config()["veth_mtu"]);
    }

    [Fact]
    public void Version_3_33_has_one_image_for_most_parts()
    {
        var result = CalicoSample.Of("""{"typha":{"mode":"Enabled"}}""").At("v3.33.0").Render();

        var node = result.Node();
        Assert.Equal(
            ["upgrade-ipam", "cni-plugins", "install-cni", "ebpf-bootstrap"],
            node["initContainers"]!.AsArray().Select(c => (string?)c!["name"])
        );
        Assert.Equal("quay.io/calico/calico:v3.33.0", (string?)node.Container("install-cni")["image"]);
        Assert.Equal("0", node.Container("install-cni")["securityContext"]!["runAsUser"]!.ToJsonString());
        Assert.Equal(["component", "cni", "install"], node.Container("install-cni")["args"].Texts());
        Assert.Equal(
            ["calico", "component", "node", "health", "--felix-ready", "--bird-ready"],
            node.Container("calico-node")["readinessProbe"]!["exec"]!["command"].Texts()
        );
        Assert.Equal(
            "quay.io/calico/calico:v3.33.0",
            (string?)result.Spec("Deployment", "calico-typha")["template"]!["spec"]!["containers"]![0]!["image"]
        );
        Assert.Contains(
            "subresources",
            result.Object("CustomResourceDefinition", "ippools.crd.projectcalico.org").Json.ToJsonString(),
            StringComparison.Ordinal
        );
        Assert.Contains("\"cniVersion\": \"1.0.0\"", (string)result.Config()["cni_network_config"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void The_kernels_security_folder_is_mounted_for_eBPF_alone()
    {
        const string Bpf = """{"encapsulation":"VXLAN","dataplane":"BPF","kubeAPI":{"host":"192.0.2.1"}}""";
        Assert.Contains(
            "/sys/kernel/security",
            CalicoSample.Of(Bpf).At("v3.33.0").Render().Node().ToJsonString(),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "/sys/kernel/security",
            CalicoSample.Of().At("v3.33.0").Render().Node().ToJsonString(),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("/sys/kernel/security", CalicoSample.Of(Bpf).Render().Node().ToJsonString(), StringComparison.Ordinal);
    }
}
