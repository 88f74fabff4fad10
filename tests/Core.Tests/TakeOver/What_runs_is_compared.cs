using System.Text.Json.Nodes;
using CniOperator.Core.Catalog;
using CniOperator.Core.TakeOver;
using CniOperator.Core.Tests.Rendering;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Core.Tests.TakeOver;

public sealed class What_runs_is_compared
{
    private static readonly Addon Flannel = AddonCatalog.BuiltIn.Find("flannel")!;

    [Fact]
    public void What_is_the_same_in_other_words_is_the_same() =>
        Assert.Empty(
            Changes(
                """{ "EnableNFTables": false, "Network": "10.244.0.0/16", "Backend": {"Type":"vxlan","VNI":1,"DirectRouting":false} }"""
            )
        );

    [Fact]
    public void Every_setting_of_the_backend_that_would_be_reset_is_named() =>
        Assert.Equal(
            ["VXLAN's VNI: 42 → 1", "the backend's port: 4789 → the backend's own", "direct routing: true → false"],
            Changes("""{"Network":"10.244.0.0/16","Backend":{"Type":"vxlan","VNI":42,"Port":4789,"DirectRouting":true}}""")
        );

    [Theory]
    [InlineData("""{"Network":"10.42.0.0/16","Backend":{"Type":"vxlan"}}""", "the pod network: 10.42.0.0/16 → 10.244.0.0/16")]
    [InlineData("""{"Network":"10.244.0.0/16","Backend":{"Type":"host-gw"}}""", "the backend: host-gw → vxlan")]
    [InlineData("""{"Network":"10.244.0.0/16","EnableNFTables":true,"Backend":{"Type":"vxlan"}}""", "nftables: true → false")]
    [InlineData("""{"Network":"10.244.0.0/16","Backend":{"Type":"vxlan","MTU":1400}}""", "the link's MTU: 1400 → that of the node's link")]
    [InlineData("""{"Network":"10.244.0.0/16"}""", "the backend: udp → vxlan")]
    public void Other_settings_too(string netConf, string change) => Assert.Equal([change], Changes(netConf));

    [Fact]
    public void A_key_is_compared_and_not_shown()
    {
        var changes = Changes("""{"Network":"10.244.0.0/16","Backend":{"Type":"wireguard","PSK":"c2VjcmV0"}}""");
        Assert.Contains("the pre-shared key: set (hidden) → not set", changes);
        Assert.DoesNotContain(changes, c => c.Contains("c2VjcmV0", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\"Network\": ", "it is not JSON (line 1)")]
    [InlineData("not json", "it is not JSON (line 1)")]
    [InlineData(null, "it is not there")]
    public void What_cannot_be_read_is_said_once(string? netConf, string problem)
    {
        var change = Assert.Single(Compare(netConf));
        Assert.Equal(problem, change.Problem);
        Assert.Equal(".data['net-conf.json']", change.Field.Path);
    }

    [Fact]
    public void A_key_in_a_Secret_of_ours_is_compared_with_the_ConfigMap_that_runs()
    {
        var rendered = Sample
            .Flannel("""{"backend":{"type":"wireguard","pskSecretRef":{"name":"s","key":"k"}}}""")
            .WithSecret("s", "k", Convert.ToBase64String(new byte[32]))
            .Render()
            .Objects;
        var live = Live.Json("""{"data":{"net-conf.json":"{\"Network\":\"10.244.0.0/16\",\"Backend\":{\"Type\":\"wireguard\"}}"}}""");
        var change = Assert.Single(NetworkComparison.Of(Flannel, rendered, k => k.Kind == "ConfigMap" ? live : null));
        Assert.Equal(("not set", "set (hidden)"), (change.Live, change.Rendered));
    }

    [Theory]
    [InlineData("/etc/cni/net.d", "/opt/cni/bin", "v0.28.1", "[]")]
    [InlineData("/var/lib/rancher/k3s/agent/etc/cni/net.d", "/opt/cni/bin", "v0.28.9", "[]", "the folder of CNI configurations")]
    [InlineData("/etc/cni/net.d", "/opt/other", "v0.28.9", "[]", "the folder of CNI plugins")]
    [InlineData("/etc/cni/net.d", "/opt/cni/bin", "v0.20.0", "[]", "the release line of flannel")]
    [InlineData("/etc/cni/net.d", "/opt/cni/bin", "latest", """["--iface=eth1","--ip-masq"]""", "the interface between nodes")]
    [InlineData("/etc/cni/net.d", "/opt/cni/bin", "latest", """["--iface","eth1"]""", "the interface between nodes")]
    public void Folders_images_and_flags_of_the_DaemonSet_count(string conf, string bin, string tag, string args, params string[] names)
    {
        var live = Live.Json(
            $$$$$"""
            {"spec":{"template":{"spec":{
              "containers":[{"name":"kube-flannel","image":"registry.example.com:5000/flannel:{{{{{tag}}}}}","args":{{{{{args}}}}}}],
              "volumes":[{"name":"cni","hostPath":{"path":"{{{{{conf}}}}}"}},{"name":"cni-plugin","hostPath":{"path":"{{{{{bin}}}}}"}}]}}}}
            """
        );
        var changes = NetworkComparison.Of(Flannel, Sample.Flannel().Render().Objects, k => k.Kind == "DaemonSet" ? live : null);
        Assert.Equal(names, changes.Select(c => c.Field.Name));
    }

    [Theory]
    [InlineData("""{"cidr":"192.168.0.0/16","ipipMode":"Always","natOutgoing":true}""", "the pool's network", "IP in IP")]
    [InlineData("""{"cidr":"10.244.0.0/16","vxlanMode":"Never","natOutgoing":true,"blockSize":24}""", "the pool's block size")]
    [InlineData("""{"cidr":"10.244.0.0/16","natOutgoing":true,"nodeSelector":"zone == 'a'"}""", "the nodes that the pool serves")]
    public void A_pool_of_Calicos_is_compared_by_its_name(string spec, params string[] names)
    {
        var calico = Calico("""{"encapsulation":"None","bgp":{"enabled":true}}""");
        var live = new JsonObject { ["spec"] = JsonNode.Parse(spec) };
        var changes = NetworkComparison.Of(AddonCatalog.BuiltIn.Find("calico")!, calico, k => k.Kind == "IPPool" ? live : null);
        Assert.Equal(names, changes.Select(c => c.Field.Name));
    }

    [Fact]
    public void What_an_apply_leaves_alone_is_not_named()
    {
        var live = Live.Json("""{"spec":{"bpfEnabled":true,"vxlanVNI":7}}""");
        var calico = AddonCatalog.BuiltIn.Find("calico")!;
        Assert.Empty(NetworkComparison.Of(calico, Calico("{}"), k => k.Kind == "FelixConfiguration" ? live : null));
        Assert.Equal(
            ["VXLAN's VNI"],
            NetworkComparison
                .Of(calico, Calico("""{"vxlan":{"vni":9}}"""), k => k.Kind == "FelixConfiguration" ? live : null)
                .Select(c => c.Field.Name)
        );
    }

    [Fact]
    public void How_Calico_finds_a_nodes_address_is_compared_in_its_pods_variables()
    {
        var live = Live.Json(
            """
            {"spec":{"template":{"spec":{"containers":[{"name":"calico-node","image":"quay.io/calico/node:v2.6.0",
              "env":[{"name":"IP_AUTODETECTION_METHOD","value":"interface=eth1"}]}],
              "volumes":[{"name":"cni-net-dir","hostPath":{"path":"/etc/cni/net.d"}},{"name":"cni-bin-dir","hostPath":{"path":"/opt/cni/bin"}}]}}}}
            """
        );
        var changes = NetworkComparison.Of(AddonCatalog.BuiltIn.Find("calico")!, Calico("{}"), k => k.Kind == "DaemonSet" ? live : null);
        Assert.Equal(["interface=eth1 → first-found", "v2 → v3"], changes.Select(c => $"{c.Live} → {c.Rendered}"));
    }

    [Fact]
    public void Weaves_password_and_MTU_are_compared_and_the_password_is_not_shown()
    {
        var live = Live.Json(
            """
            {"spec":{"template":{"spec":{"containers":[{"name":"weave","image":"weaveworks/weave-kube:2.8.1","env":[
              {"name":"WEAVE_MTU","value":"8916"},{"name":"WEAVE_PASSWORD","value":"hunter2"},{"name":"IPALLOC_RANGE","value":"10.244.0.0/16"}]}],
              "volumes":[{"name":"cni-conf","hostPath":{"path":"/etc"}},{"name":"weavedb","hostPath":{"path":"/var/lib/weave"}}]}}}}
            """
        );
        var weave = AddonCatalog.BuiltIn.Find("weave")!;
        var changes = NetworkComparison.Of(weave, Weave(), k => k.Kind == "DaemonSet" ? live : null);
        Assert.Equal(
            ["the MTU: 8916 → Weave Net's own", "the password: set (hidden) → not set", "the flavour of iptables: the image's own → nft"],
            changes.Select(Said)
        );
    }

    [Theory]
    [InlineData("WEAVE_NO_FASTDP", "1", "Set spec.weave.fastDatapath to false, or add")]
    [InlineData("EXPECT_NPC", "0", "Set spec.weave.networkPolicy.enabled to false, or add")]
    [InlineData("IPTABLES_BACKEND", "legacy", "Set spec.weave.iptablesBackend to legacy to keep it, or add")]
    [InlineData("NO_SUCH", "", "Set IPTABLES_BACKEND in the cluster first, to what container weave logs as iptables backend mode, or add")]
    public void How_to_keep_a_value_is_said_in_the_words_of_the_setting(string variable, string value, string fix)
    {
        var live = Live.Json(
            $$$$$"""
            {"spec":{"template":{"spec":{"containers":[{"name":"weave","image":"weave-kube:2.9.0","env":[
              {"name":"{{{{{variable}}}}}","value":"{{{{{value}}}}}"},{"name":"IPALLOC_RANGE","value":"10.244.0.0/16"}]}],
              "volumes":[{"name":"cni-conf","hostPath":{"path":"/etc"}},{"name":"weavedb","hostPath":{"path":"/var/lib/weave"}}]}}}}
            """
        );
        var weave = AddonCatalog.BuiltIn.Find("weave")!;
        var findings = TakeOverFindings.Of(weave, Weave(), k => k.Kind == "DaemonSet" ? live : null);
        Assert.Contains(findings, f => f.Fix.StartsWith(fix, StringComparison.Ordinal));
    }

    [Fact]
    public void Canals_flannel_and_its_other_settings_are_compared()
    {
        var live = Live.Json(
            """
            {"data":{"net-conf.json":"{\"Network\":\"10.244.0.0/16\",\"Backend\":{\"Type\":\"vxlan\",\"VNI\":7,\"Port\":4789}}",
              "canal_iface":"eth1","masquerade":"false","veth_mtu":"0"}}
            """
        );
        var canal = Of(Sample.Flannel().Spec with { Provider = "canal", Flannel = null, Canal = [] });
        var changes = NetworkComparison.Of(AddonCatalog.BuiltIn.Find("canal")!, canal, k => k.Kind == "ConfigMap" ? live : null);
        Assert.Equal(
            [
                "VXLAN's VNI: 7 → 1",
                "the backend's port: 4789 → the backend's own",
                "the interface between nodes: eth1 → that of the default route",
                "masquerading: false → true",
            ],
            changes.Select(Said)
        );
    }

    [Fact]
    public void Every_setting_that_a_descriptor_names_is_one()
    {
        foreach (var addon in AddonCatalog.BuiltIn.Addons)
        foreach (var setting in addon.TakeOver.SelectMany(t => t.Fields).Select(f => f.Setting).OfType<string>())
        foreach (var path in setting.Split(", or ").Where(p => p.StartsWith(addon.ParametersPath + ".", StringComparison.Ordinal)))
            Assert.True(Has(addon.Parameters, path[(addon.ParametersPath.Length + 1)..]), $"{addon.Name} has no parameter {path}");
    }

    private static bool Has(StructuralSchema schema, string path)
    {
        StructuralSchema? at = schema;
        foreach (var name in path.Split('.'))
            at = at?.Properties.GetValueOrDefault(name);
        return at is not null;
    }

    private static IReadOnlyList<string> Changes(string netConf) => [.. Compare(netConf).Select(Said)];

    private static string Said(NetworkChange change) => $"{change.Field.Name}: {change.Live} → {change.Rendered}";

    private static IReadOnlyList<NetworkChange> Compare(string? netConf)
    {
        var live = new JsonObject { ["data"] = netConf is null ? [] : new JsonObject { ["net-conf.json"] = netConf } };
        return NetworkComparison.Of(Flannel, Sample.Flannel().Render().Objects, k => k.Kind == "ConfigMap" ? live : null);
    }

    private static IReadOnlyList<Manifest> Calico(string parameters) =>
        Of(Sample.Flannel().Spec with { Provider = "calico", Flannel = null, Calico = Live.Json(parameters) });

    private static IReadOnlyList<Manifest> Weave() => Of(Sample.Flannel().Spec with { Provider = "weave", Flannel = null });

    private static IReadOnlyList<Manifest> Of(Api.ClusterNetworkSpec spec) => (Sample.Flannel() with { Spec = spec }).Render().Objects;
}
