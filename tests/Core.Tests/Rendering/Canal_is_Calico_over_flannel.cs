using System.Text.Json.Nodes;
using CniOperator.Core.Catalog;
using CniOperator.Core.Rendering;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Rendering;

public sealed class Canal_is_Calico_over_flannel
{
    [Theory]
    [InlineData("v3.32.1")]
    [InlineData("v3.33.0")]
    public void What_it_shares_with_Calico_is_Calicos_field_by_field(string version)
    {
        string[] shared = ["CustomResourceDefinition", "PodDisruptionBudget", "Deployment"];
        var differences = ManifestDiff.Between(
            Rendered("calico", version).Where(o => shared.Contains(o.Key.Kind)),
            Rendered("canal", version).Where(o => shared.Contains(o.Key.Kind))
        );

        Assert.All(differences, d => Assert.Equal("metadata.labels[cni-operator.io/addon]", d.Path));
    }

    [Fact]
    public void Its_accounts_have_no_more_rights_than_Calicos()
    {
        string[] roles = ["calico-cni-plugin", "calico-kube-controllers", "calico-tier-getter", "calico-node"];
        var calico = Rendered("calico", "v3.32.1")
            .Where(o => o.Key.Kind == "ClusterRole")
            .SelectMany(Rights)
            .ToHashSet(StringComparer.Ordinal);
        var canal = Rendered("canal", "v3.32.1")
            .Where(o => o.Key.Kind == "ClusterRole" && roles.Contains(o.Key.Name))
            .SelectMany(Rights)
            .ToHashSet(StringComparer.Ordinal);

        Assert.Equal(["create serviceaccounts/token of calico-node"], canal.Except(calico));
        var left = calico.Except(canal).ToList();
        Assert.Contains("get daemonsets of calico-node", left);
        Assert.Contains("create ipamblocks of calico-node", left);
    }

    [Fact]
    public void Flanneld_leaves_forwarding_to_Felix_and_drops_what_no_pod_has()
    {
        var result = Canal().Render();

        Assert.Equal(
            """["/opt/bin/flanneld","--ip-masq","--kube-subnet-mgr","--iptables-forward-rules=false","--ip-blackhole-route","--healthz-port=8081"]""",
            Container(result, "kube-flannel")["command"]!.ToJsonString()
        );
        Assert.Equal("/readyz", Container(result, "kube-flannel")["readinessProbe"]!["httpGet"]!["path"]!.GetValue<string>());
        Assert.Equal("true", Variable(result, "NO_DEFAULT_POOLS"));
        Assert.Equal("none", Variable(result, "CALICO_NETWORKING_BACKEND"));
        Assert.DoesNotContain(result.Objects, o => o.Key.Kind == "IPPool");
    }

    [Fact]
    public void Without_masquerading_neither_the_flag_nor_the_variable_asks_for_it()
    {
        var result = Canal("""{"ipMasq":false,"blackholeRoute":false,"healthz":{"port":0}}""").Render();

        Assert.Equal(
            """["/opt/bin/flanneld","--kube-subnet-mgr","--iptables-forward-rules=false"]""",
            Container(result, "kube-flannel")["command"]!.ToJsonString()
        );
        Assert.Equal("false", Configuration(result, "masquerade"));
        Assert.False(Container(result, "kube-flannel").ContainsKey("readinessProbe"));
        Assert.Equal(
            ["canal/masquerade-off", "canal/blackhole-off", "canal/healthz-off"],
            result.Findings.Select(f => f.Rule.Id).Where(r => r != "canal/mtu-unset")
        );
    }

    [Theory]
    [InlineData("{}", """{"Type":"vxlan","MTU":1450}""")]
    [InlineData(
        """{"backend":{"vni":7,"port":4789,"directRouting":true}}""",
        """{"Type":"vxlan","VNI":7,"Port":4789,"DirectRouting":true,"MTU":1450}"""
    )]
    [InlineData(
        """{"backend":{"type":"wireguard","listenPort":1,"listenPortV6":2,"mode":"auto","persistentKeepaliveInterval":25}}""",
        """{"Type":"wireguard","ListenPort":1,"ListenPortV6":2,"Mode":"auto","PersistentKeepaliveInterval":25,"MTU":1480}"""
    )]
    [InlineData("""{"backend":{"type":"ipip"}}""", """{"Type":"ipip"}""")]
    [InlineData("""{"backend":{"type":"host-gw"}}""", """{"Type":"host-gw"}""")]
    public void Options_and_the_mtu_reach_flannel_and_the_plugin(string parameters, string expected)
    {
        var request = Canal(parameters);
        var result = (request with { Spec = request.Spec with { PodNetwork = request.Spec.PodNetwork with { Mtu = 1400 } } }).Render();

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(Configuration(result, "net-conf.json"))!["Backend"]));
        Assert.Equal("1400", Configuration(result, "veth_mtu"));
        Assert.DoesNotContain(result.Findings, f => f.Rule.Id == "canal/mtu-unset");
    }

    [Fact]
    public void Two_families_reach_flannel_the_plugin_and_Felix()
    {
        var result = Canal("{}", "10.244.0.0/16", "fd00::/56").Render();

        Assert.Contains("\"IPv6Network\": \"fd00::/56\"", Configuration(result, "net-conf.json"), StringComparison.Ordinal);
        Assert.Contains("usePodCidrIPv6", Configuration(result, "cni_network_config"), StringComparison.Ordinal);
        Assert.Equal("true", Variable(result, "FELIX_IPV6SUPPORT"));
        Assert.Equal("false", Variable(Canal().Render(), "FELIX_IPV6SUPPORT"));
    }

    [Fact]
    public void The_key_of_WireGuard_outlives_the_container_and_encryption_is_stated()
    {
        var result = Canal("""{"backend":{"type":"wireguard"}}""").Render();

        Assert.Contains("/run/flannel", Container(result, "kube-flannel").ToJsonString(), StringComparison.Ordinal);
        Assert.True(result.Encrypts);
        Assert.False(Canal().Render().Encrypts);
        Assert.True(result.EnforcesNetworkPolicy);
    }

    [Theory]
    [InlineData("""{"backend":{"type":"host-gw","port":1}}""", "render/backend-option")]
    [InlineData("""{"backend":{"type":"wireguard","mode":"ipv6"}}""", "canal/wireguard-mode-family")]
    [InlineData("""{"felixConfiguration":{"bpfEnabled":true}}""", "canal/not-canals")]
    [InlineData("""{"felixConfiguration":{"nftablesMode":"Enabled"}}""", "canal/set-twice")]
    public void What_cannot_work_is_refused(string parameters, string rule) =>
        Assert.Contains(Sample.Renderer.Render(Canal(parameters)).Findings, f => f.Rule.Id == rule && f.Blocks);

    [Fact]
    public void IPv6_alone_is_refused() =>
        Assert.Contains(Sample.Renderer.Render(Canal("{}", "fd00::/56")).Findings, f => f.Rule == RenderRules.BackendFamily && f.Blocks);

    private static RenderRequest Canal(string parameters = "{}", params string[] cidrs) => Of("canal", parameters, cidrs);

    private static RenderRequest Of(string addon, string parameters, params string[] cidrs) =>
        new(
            "default",
            Sample.SpecOf(
                AddonCatalog.BuiltIn.Find(addon)!,
                (JsonObject)JsonNode.Parse(parameters)!,
                cidrs.Length == 0 ? ["10.244.0.0/16"] : cidrs
            ),
            ClusterFacts.None,
            new Dictionary<SecretKeyReference, string>()
        );

    private static IReadOnlyList<Manifest> Rendered(string addon, string version)
    {
        var request = Of(addon, "{}");
        return (request with { Spec = request.Spec with { Version = version } }).Render().Objects;
    }

    private static IEnumerable<string> Rights(Manifest role) =>
        from rule in role.Json["rules"]!.AsArray()
        from resource in rule!["resources"].Texts()
        from verb in rule["verbs"].Texts()
        select $"{verb} {resource} of {role.Key.Name}"
            + (
                resource == "serviceaccounts/token" && rule["resourceNames"].Texts().SequenceEqual(["calico-cni-plugin"])
                    ? " for the plugin"
                    : ""
            );

    private static string Configuration(RenderResult result, string key) =>
        result.Object("ConfigMap", "canal-config").Json["data"]![key]!.GetValue<string>();

    private static JsonObject Container(RenderResult result, string name) =>
        result.Object("DaemonSet", "canal").Json["spec"]!["template"]!["spec"]!["containers"]!
            .AsArray()
            .Select(c => c!.AsObject())
            .Single(c => c["name"]!.GetValue<string>() == name);

    private static string? Variable(RenderResult result, string name) =>
        Container(result, "calico-node")["env"]!
            .AsArray()
            .Single(e => e!["name"]!.GetValue<string>() == name)!["value"]
            ?.GetValue<string>();
}
