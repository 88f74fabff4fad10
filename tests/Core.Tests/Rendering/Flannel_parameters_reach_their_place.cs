using System.Text.Json.Nodes;
using CniOperator.Core.Rendering;

namespace CniOperator.Core.Tests.Rendering;

public sealed class Flannel_parameters_reach_their_place
{
    [Theory]
    [InlineData(
        """{"vni":7,"port":4789,"gbp":true,"learning":true,"directRouting":true,"macPrefix":"0E-2A"}""",
        """{"Type":"vxlan","VNI":7,"Port":4789,"GBP":true,"Learning":true,"DirectRouting":true,"MacPrefix":"0E-2A"}"""
    )]
    [InlineData("""{"type":"host-gw"}""", """{"Type":"host-gw"}""")]
    [InlineData(
        """{"type":"wireguard","listenPort":1,"listenPortV6":2,"mode":"auto","persistentKeepaliveInterval":25}""",
        """{"Type":"wireguard","ListenPort":1,"ListenPortV6":2,"Mode":"auto","PersistentKeepaliveInterval":25}"""
    )]
    [InlineData("""{"type":"ipip","directRouting":true}""", """{"Type":"ipip","DirectRouting":true}""")]
    [InlineData("""{"type":"udp","port":9000}""", """{"Type":"udp","Port":9000}""")]
    [InlineData("""{"type":"alloc"}""", """{"Type":"alloc"}""")]
    [InlineData(
        """{"type":"extension","preStartupCommand":"echo \"a\" | tee 'b'","subnetAddCommand":"x: y # z"}""",
        """{"Type":"extension","PreStartupCommand":"echo \"a\" | tee 'b'","SubnetAddCommand":"x: y # z"}"""
    )]
    public void Every_option_of_a_backend_is_in_net_conf_as_given(string backend, string expected)
    {
        var result = Sample.Flannel($$"""{"backend":{{backend}}}""").Render();

        AssertJson(expected, result.NetConf()["Backend"]);
    }

    [Fact]
    public void A_key_makes_net_conf_a_Secret_that_pods_see_next_to_the_cni_configuration()
    {
        var result = Sample
            .Flannel("""{"backend":{"type":"ipsec","udpEncap":true,"espProposal":"aes256-sha256","pskSecretRef":{"name":"s","key":"k"}}}""")
            .WithSecret("s", "k", Sample.Psk + "\n")
            .Render();

        AssertJson(
            $$"""{"Type":"ipsec","UDPEncap":true,"ESPProposal":"aes256-sha256","PSK":"{{Sample.Psk}}"}""",
            result.NetConf()["Backend"]
        );
        Assert.DoesNotContain(Sample.Psk, result.Object("ConfigMap", "kube-flannel-cfg").Json.ToJsonString());
        Assert.Null(result.Object("ConfigMap", "kube-flannel-cfg").Json["data"]!["net-conf.json"]);
        AssertJson(
            """[{"configMap":{"name":"kube-flannel-cfg"}},{"secret":{"name":"kube-flannel-cfg"}}]""",
            Volume(result, "flannel-cfg")["projected"]!["sources"]
        );
        Assert.True(result.Encrypts);
    }

    [Fact]
    public void Keys_of_the_cloud_come_from_their_Secrets()
    {
        var request = Sample
            .Flannel(
                """{"backend":{"type":"tencent-vpc","accessKeyIDSecretRef":{"name":"s","key":"id"},"accessKeySecretRef":{"name":"s","key":"secret"}}}"""
            )
            .WithSecret("s", "id", "AK")
            .WithSecret("s", "secret", "SK");
        var result = request.Render();

        AssertJson("""{"Type":"tencent-vpc","AccessKeyID":"AK","AccessKeySecret":"SK"}""", result.NetConf()["Backend"]);
        Assert.Equal([new SecretKeyReference("s", "id"), new SecretKeyReference("s", "secret")], Sample.Renderer.SecretsOf(request.Spec));
    }

    [Theory]
    [InlineData("10.244.0.0/16", null, """{"Network":"10.244.0.0/16","EnableNFTables":false,"Backend":{"Type":"vxlan"}}""")]
    [InlineData(
        "10.244.0.0/16",
        "fd00::/56",
        """{"Network":"10.244.0.0/16","EnableIPv6":true,"IPv6Network":"fd00::/56","EnableNFTables":false,"Backend":{"Type":"vxlan"}}"""
    )]
    [InlineData(
        "fd00::/56",
        null,
        """{"EnableIPv4":false,"EnableIPv6":true,"IPv6Network":"fd00::/56","EnableNFTables":false,"Backend":{"Type":"vxlan"}}"""
    )]
    [InlineData(
        "fd00::/56",
        "10.244.0.0/16",
        """{"Network":"10.244.0.0/16","EnableIPv6":true,"IPv6Network":"fd00::/56","EnableNFTables":false,"Backend":{"Type":"vxlan"}}"""
    )]
    public void Families_follow_the_pod_networks_cidrs(string first, string? second, string expected) =>
        AssertJson(expected, Sample.Flannel("{}", second is null ? [first] : [first, second]).Render().NetConf());

    [Fact]
    public void Flags_and_variables_of_flanneld_follow_the_parameters()
    {
        var flanneld = Sample
            .Flannel(
                """
                {"interface":{"names":["eth1","10.0.0.1"],"regexes":["^ens[0-9]+$"],"canReach":"192.0.2.1"},"ipMasqRandomFully":false,"forwardRules":false,"blackholeRoute":true,
                 "setNodeNetworkUnavailable":false,"annotationPrefix":"example.com/flannel","iptablesResyncSeconds":30,"logLevel":4,"nodeIdentity":"NodeName","eventQueueDepth":9,
                 "continueWhenCacheNotReady":true,"healthz":{"address":"127.0.0.1","port":18081},"kubeAPI":{"host":"192.0.2.10"}}
                """
            )
            .Render()
            .Flanneld();

        AssertJson(
            """
            ["--ip-masq","--kube-subnet-mgr","--healthz-port=18081","--healthz-ip=127.0.0.1","--ip-masq-fully-random-disable","--iface=eth1","--iface=10.0.0.1","--iface-regex=^ens[0-9]+$",
             "--iface-can-reach=192.0.2.1","--iptables-resync=30","--iptables-forward-rules=false","--ip-blackhole-route","--set-node-network-unavailable=false",
             "--kube-annotation-prefix=example.com/flannel","-v=4"]
            """,
            flanneld["args"]
        );
        AssertJson(
            """
            [{"name":"NODE_NAME","valueFrom":{"fieldRef":{"apiVersion":"v1","fieldPath":"spec.nodeName"}}},{"name":"EVENT_QUEUE_DEPTH","value":"9"},{"name":"CONT_WHEN_CACHE_NOT_READY","value":"true"},
             {"name":"KUBERNETES_SERVICE_HOST","value":"192.0.2.10"},{"name":"KUBERNETES_SERVICE_PORT","value":"6443"}]
            """,
            flanneld["env"]
        );
        Assert.Equal("127.0.0.1", flanneld["livenessProbe"]!["httpGet"]!["host"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("", true, "/opt/bin/install-conf", "v1.9.1-flannel3")]
    [InlineData("v0.28.5", false, "cp", "v1.9.1-flannel1")]
    [InlineData("v0.27.4", false, "cp", "v1.8.0-flannel1")]
    public void A_version_gets_its_own_probes_installer_and_plugin(string version, bool readiness, string installer, string plugin)
    {
        var request = Sample.Flannel();
        var result = (request with { Spec = request.Spec with { Version = version } }).Render();
        var init = result.PodSpec()["initContainers"]!.AsArray();

        Assert.Equal(readiness, result.Flanneld().ContainsKey("readinessProbe"));
        Assert.True(result.Flanneld().ContainsKey("livenessProbe"));
        Assert.Equal(installer, init[1]!["command"]![0]!.GetValue<string>());
        Assert.EndsWith(":" + plugin, init[0]!["image"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"backend":{"type":"vxlan"}}""", 1450, "MTU", 1450)]
    [InlineData("""{"backend":{"type":"wireguard"}}""", 1420, "MTU", 1420)]
    [InlineData("""{"backend":{"type":"ipip"}}""", 1480, "mtu", 1480)]
    [InlineData("""{"backend":{"type":"host-gw"}}""", 1500, "mtu", 1500)]
    public void The_pods_mtu_is_the_links_less_the_overhead(string parameters, int expected, string where, int value)
    {
        var request = Sample.Flannel(parameters);
        var result = (request with { Facts = new ClusterFacts { LinkMtu = 1500 } }).Render();

        Assert.Equal(expected, result.Mtu);
        // vxlan and wireguard take the link's MTU and subtract by themselves.
        if (where == "MTU")
            Assert.Equal("1500", result.NetConf()["Backend"]!["MTU"]!.ToJsonString());
        else
            Assert.Equal(value.ToString(), result.CniConf()["plugins"]![0]!["delegate"]!["mtu"]!.ToJsonString());
    }

    [Fact]
    public void Vxlan_over_IPv6_takes_twenty_bytes_more_than_flanneld_subtracts()
    {
        var request = Sample.Flannel("{}", "fd00::/56");
        var result = (request with { Facts = new ClusterFacts { LinkMtu = 1500 } }).Render();

        Assert.Equal(1430, result.Mtu);
        Assert.Equal("1480", result.NetConf()["Backend"]!["MTU"]!.ToJsonString());
    }

    [Fact]
    public void Without_a_known_link_the_mtu_is_left_to_flanneld_and_that_is_said()
    {
        var result = Sample.Flannel().Render();

        Assert.Null(result.Mtu);
        Assert.Contains("no link is known", result.MtuReason, StringComparison.Ordinal);
        Assert.Null(result.NetConf()["Backend"]!["MTU"]);
    }

    [Fact]
    public void The_network_policy_sidecar_brings_its_container_and_rights()
    {
        var result = Sample.Flannel("""{"networkPolicy":{"enabled":true}}""").Render();

        Assert.True(result.EnforcesNetworkPolicy);
        Assert.Equal(
            "registry.k8s.io/networking/kube-network-policies:v1.0.0",
            result.PodSpec()["containers"]![1]!["image"]!.GetValue<string>()
        );
        Assert.Contains("networkpolicies", result.Object("ClusterRole", "flannel").Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Ports_that_must_pass_are_listed()
    {
        Assert.Equal(
            [
                new OpenPort("UDP", 4789, "nodes", "VXLAN"),
                new OpenPort("TCP", 8081, "host", "flanneld's health checks, asked by the kubelet"),
            ],
            Sample.Flannel("""{"backend":{"port":4789}}""").Render().Ports
        );
        Assert.Equal("kube-flannel/kube-flannel-ds", Sample.Flannel().Render().Workloads.Select(w => $"{w.Namespace}/{w.Name}").Single());
    }

    private static JsonObject Volume(RenderResult result, string name) =>
        result.PodSpec()["volumes"]!.AsArray().Select(v => v!.AsObject()).Single(v => v["name"]!.GetValue<string>() == name);

    private static void AssertJson(string expected, JsonNode? actual)
    {
        var wanted = JsonNode.Parse(expected);
        Assert.True(JsonNode.DeepEquals(wanted, actual), $"expected {wanted!.ToJsonString()}\nbut got  {actual?.ToJsonString()}");
    }
}
