using System.Text.Json.Nodes;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering;

namespace CniOperator.Core.Tests.Rendering;

public sealed class Weave_parameters_reach_their_place
{
    [Theory]
    [InlineData("""{"fastDatapath":false}""", "WEAVE_NO_FASTDP", "1")]
    [InlineData("""{"connectionLimit":0}""", "CONN_LIMIT", "0")]
    [InlineData("""{"connectionLimit":300}""", "CONN_LIMIT", "300")]
    [InlineData("""{"peers":["192.0.2.1","a.example"]}""", "KUBE_PEERS", "192.0.2.1 a.example")]
    [InlineData("""{"allocationInit":"consensus=3"}""", "IPALLOC_INIT", "consensus=3")]
    [InlineData("""{"noMasqLocal":false}""", "NO_MASQ_LOCAL", "0")]
    [InlineData("""{"networkPolicy":{"enabled":false}}""", "EXPECT_NPC", "0")]
    [InlineData("""{"metrics":{"address":"127.0.0.1"}}""", "WEAVE_METRICS_ADDR", "127.0.0.1:6782")]
    [InlineData("""{"metrics":{"port":7782}}""", "WEAVE_METRICS_ADDR", "0.0.0.0:7782")]
    [InlineData("""{"statusAddress":"0.0.0.0:6785"}""", "WEAVE_STATUS_ADDR", "0.0.0.0:6785")]
    [InlineData(
        """{"logLevel":"debug","trustedSubnets":["10.0.0.0/8","192.0.2.0/24"]}""",
        "EXTRA_ARGS",
        "--log-level=debug --trusted-subnets=10.0.0.0/8,192.0.2.0/24"
    )]
    [InlineData("""{"debug":true}""", "WEAVE_DEBUG", "1")]
    public void A_parameter_is_a_variable_of_the_router_that_is_absent_without_it(string parameters, string variable, string value)
    {
        Assert.Equal(value, Variable(Weave(parameters).Render(), "weave", variable));
        Assert.Null(Variable(Weave().Render(), "weave", variable));
    }

    [Fact]
    public void The_pod_network_is_the_range_and_upstreams_own_range_needs_no_word()
    {
        Assert.Equal("10.80.0.0/16", Variable(Weave("{}", "10.80.0.0/16").Render(), "weave", "IPALLOC_RANGE"));
        Assert.Null(Variable(Weave("{}", "10.32.0.0/12").Render(), "weave", "IPALLOC_RANGE"));
    }

    [Fact]
    public void The_mtu_leaves_room_for_VXLAN_and_encryption_and_is_upstreams_while_no_link_is_known()
    {
        var known = (Weave() with { Facts = new ClusterFacts { LinkMtu = 1500 } }).Render();

        Assert.Equal(1413, known.Mtu);
        Assert.Equal("1413", Variable(known, "weave", "WEAVE_MTU"));
        Assert.Null(Variable(Weave().Render(), "weave", "WEAVE_MTU"));
    }

    [Theory]
    [InlineData("""{"fastDatapath":false}""", 1438)]
    [InlineData("""{"fastDatapath":false,"passwordSecretRef":{"name":"s","key":"k"}}""", 1414)]
    public void What_sleeve_carries_over_a_link_of_1500_depends_on_encryption(string parameters, int mtu) =>
        Assert.Equal(mtu, (Weave(parameters) with { Facts = new ClusterFacts { LinkMtu = 1500 } }).Render().Mtu);

    [Fact]
    public void The_password_is_a_reference_that_only_the_kubelet_follows()
    {
        var request = Weave("""{"passwordSecretRef":{"name":"s","key":"k"}}""");
        var result = request.Render();
        var password = Env(result, "weave").Single(e => e["name"]!.GetValue<string>() == "WEAVE_PASSWORD");

        Assert.Equal("""{"secretKeyRef":{"name":"s","key":"k"}}""", password["valueFrom"]!.ToJsonString());
        Assert.Empty(Sample.Renderer.SecretsOf(request.Spec));
        Assert.True(result.Encrypts);
        Assert.False(Weave().Render().Encrypts);
        Assert.Contains(result.Ports, p => p.Protocol == "ESP");
    }

    [Theory]
    [InlineData("2.9.0", "{}", "nft")]
    [InlineData("2.9.0", """{"iptablesBackend":"nft"}""", "nft")]
    [InlineData("2.9.0", """{"iptablesBackend":"legacy"}""", "legacy")]
    [InlineData("2.8.10", "{}", null)]
    [InlineData("2.8.10", """{"iptablesBackend":"nft"}""", "nft")]
    [InlineData("2.8.10", """{"iptablesBackend":"legacy"}""", "legacy")]
    public void The_iptables_backend_is_the_same_in_every_container_and_nft_where_the_images_start_with_it(
        string version,
        string parameters,
        string? backend
    )
    {
        var result = Weave(parameters).At(version).Render();

        Assert.All(["weave-init", "weave", "weave-npc"], c => Assert.Equal(backend, Variable(result, c, "IPTABLES_BACKEND")));
        Assert.Equal(backend is null, result.Findings.Any(f => f.Rule.Id == "weave/iptables-undecided"));
    }

    [Theory]
    [InlineData("2.9.0", "legacy", true)]
    [InlineData("2.9.0", "nft", false)]
    [InlineData("2.8.10", "legacy", false)]
    public void Where_the_start_scripts_do_not_turn_to_the_legacy_tools_a_command_links_them(string version, string backend, bool links)
    {
        var result = Weave($$$"""{"iptablesBackend":"{{{backend}}}","networkPolicy":{"logLevel":"warning"}}""").At(version).Render();

        Assert.Equal(links, Command(result, "weave-init").Contains("iptables-legacy", StringComparison.Ordinal));
        Assert.Equal(links, Command(result, "weave-npc").Contains("iptables-legacy", StringComparison.Ordinal));
        Assert.Equal("""["--log-level=warning"]""", Container(result, "weave-npc")["args"]!.ToJsonString());
        if (links)
            Assert.EndsWith("exec /usr/bin/launch.sh \"$@\"\n weave-npc", Command(result, "weave-npc"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_router_starts_over_the_bridge_that_its_node_has() =>
        Assert.Contains("/sys/class/net/datapath", Command(Weave().Render(), "weave"), StringComparison.Ordinal);

    [Theory]
    [InlineData("2.9.0", "{}", "2.9.0", """{"iptablesBackend":"nft"}""", null)]
    [InlineData("2.9.0", "{}", "2.9.0", """{"iptablesBackend":"legacy"}""", "weave/iptables-changed")]
    [InlineData("2.8.10", """{"iptablesBackend":"legacy"}""", "2.9.0", "{}", "weave/iptables-changed")]
    [InlineData("2.8.10", "{}", "2.9.0", "{}", "weave/iptables-changed")]
    [InlineData("2.8.10", """{"iptablesBackend":"legacy"}""", "2.9.0", """{"iptablesBackend":"legacy"}""", null)]
    [InlineData("2.9.0", "{}", "2.9.0", """{"fastDatapath":false}""", "weave/datapath-changed")]
    [InlineData("2.9.0", "{}", "2.9.0", """{"logLevel":"debug"}""", null)]
    public void A_change_that_nodes_do_not_take_while_they_run_is_said_before(
        string version,
        string parameters,
        string newVersion,
        string newParameters,
        string? rule
    )
    {
        var before = Weave(parameters).At(version).Render();
        var after = Sample.Renderer.Render(Weave(newParameters).At(newVersion) with { Former = before });

        Assert.Equal(
            rule is null ? [] : [rule],
            after.Findings.Select(f => f.Rule.Id).Where(id => id.EndsWith("-changed", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void A_change_of_the_iptables_tools_waits_until_it_is_acknowledged_and_names_how()
    {
        var before = Weave().Render();
        var request = Weave("""{"iptablesBackend":"legacy"}""") with { Former = before };
        var finding = Assert.Single(Sample.Renderer.Render(request).Findings, f => f.Blocks);
        var accepted = Sample.Renderer.Render(request with { Spec = request.Spec with { Acknowledge = ["weave/iptables-changed"] } });

        Assert.Contains("acknowledge weave/iptables-changed in spec.acknowledge", finding.Fix, StringComparison.Ordinal);
        Assert.Contains("spec.weave.iptablesBackend: nft", finding.Fix, StringComparison.Ordinal);
        Assert.NotEmpty(accepted.Objects);
    }

    [Fact]
    public void Without_policies_the_container_goes_and_both_scripts_are_told()
    {
        var result = Weave("""{"networkPolicy":{"enabled":false}}""").Render();

        Assert.Equal(["weave"], PodSpec(result)["containers"]!.AsArray().Select(c => c!["name"]!.GetValue<string>()));
        Assert.Equal("0", Variable(result, "weave-init", "EXPECT_NPC"));
        Assert.False(result.EnforcesNetworkPolicy);
        Assert.True(Weave().Render().EnforcesNetworkPolicy);
        Assert.Contains(result.Findings, f => f.Rule.Id == "weave/policies-off");
    }

    [Fact]
    public void Flags_of_the_policy_controller_follow_the_parameters()
    {
        var result = Weave(
                """{"networkPolicy":{"logLevel":"warning","allowMulticast":false,"maxListSize":99,"metrics":{"address":"127.0.0.1","port":7781}}}"""
            )
            .Render();

        Assert.Equal(
            """["--log-level=warning","--allow-mcast=false","--max-list-size=99","--metrics-addr=127.0.0.1:7781"]""",
            Container(result, "weave-npc")["args"]!.ToJsonString()
        );
        Assert.False(Container(Weave().Render(), "weave-npc").ContainsKey("args"));
    }

    [Fact]
    public void Hairpin_mode_is_for_the_container_that_writes_the_CNI_file()
    {
        Assert.Equal("false", Variable(Weave("""{"hairpinMode":false}""").Render(), "weave-init", "HAIRPIN_MODE"));
        Assert.Null(Variable(Weave().Render(), "weave-init", "HAIRPIN_MODE"));
    }

    [Fact]
    public void The_ConfigMap_in_which_the_pods_keep_their_peers_is_there_before_them_empty_and_is_kept()
    {
        var map = Weave().Render().Object("ConfigMap", "weave-net").Json;

        Assert.Null(map["data"]);
        Assert.Equal("""{"cni-operator.io/keep":"true"}""", map["metadata"]!["annotations"]!.ToJsonString());
    }

    [Theory]
    [InlineData("{}", "fd00::/56", "render/backend-family")]
    [InlineData("""{"metrics":{"port":6784}}""", "10.32.0.0/12", "weave/same-port")]
    [InlineData("""{"metrics":{"port":7000},"networkPolicy":{"metrics":{"port":7000}}}""", "10.32.0.0/12", "weave/same-port")]
    public void What_cannot_work_is_refused(string parameters, string cidr, string rule) =>
        Assert.Contains(Sample.Renderer.Render(Weave(parameters, cidr)).Findings, f => f.Rule.Id == rule && f.Blocks);

    [Theory]
    [InlineData("{}", "weave/legacy")]
    [InlineData("{}", "weave/openvswitch")]
    [InlineData("""{"fastDatapath":false}""", "weave/sleeve-slow")]
    [InlineData("""{"trustedSubnets":["10.0.0.0/8"]}""", "weave/trusted-without-password")]
    [InlineData("""{"trustedSubnets":["10.0.0.0/8"],"passwordSecretRef":{"name":"s","key":"k"}}""", "weave/trusted-plain")]
    public void What_deserves_a_word_is_said_and_can_be_acknowledged(string parameters, string rule)
    {
        var request = Weave(parameters);
        Assert.Contains(request.Render().Findings, f => f.Rule.Id == rule && !f.Blocks && !f.Acknowledged);
        var accepted = (request with { Spec = request.Spec with { Acknowledge = [rule] } }).Render().Findings;
        Assert.Contains(Acknowledgement.Mark(accepted, [rule]), f => f.Rule.Id == rule && f.Acknowledged);
    }

    [Theory]
    [InlineData("{}", 200, true)]
    [InlineData("{}", 199, false)]
    [InlineData("""{"connectionLimit":0}""", 5000, false)]
    [InlineData("""{"connectionLimit":50}""", 60, true)]
    public void A_connection_limit_under_the_number_of_nodes_is_said(string parameters, int nodes, bool said) =>
        Assert.Equal(
            said,
            (Weave(parameters) with { Facts = new ClusterFacts { NodeCount = nodes } })
                .Render()
                .Findings.Any(f => f.Rule.Id == "weave/connection-limit")
        );

    private static RenderRequest Weave(string parameters = "{}", string cidr = "10.32.0.0/12") =>
        new(
            "default",
            Sample.SpecOf(AddonCatalog.BuiltIn.Find("weave")!, (JsonObject)JsonNode.Parse(parameters)!, cidr),
            ClusterFacts.None,
            new Dictionary<SecretKeyReference, string>()
        );

    private static JsonObject PodSpec(RenderResult result) =>
        result.Object("DaemonSet", "weave-net").Json["spec"]!["template"]!["spec"]!.AsObject();

    private static JsonObject Container(RenderResult result, string name) =>
        new[] { "initContainers", "containers" }
            .SelectMany(l => PodSpec(result)[l]!.AsArray())
            .Select(c => c!.AsObject())
            .Single(c => c["name"]!.GetValue<string>() == name);

    private static string Command(RenderResult result, string container) =>
        string.Join(' ', Container(result, container)["command"]?.AsArray().Select(c => c!.GetValue<string>()) ?? []);

    private static IEnumerable<JsonObject> Env(RenderResult result, string container) =>
        (Container(result, container)["env"] as JsonArray ?? []).Select(e => e!.AsObject());

    private static string? Variable(RenderResult result, string container, string name) =>
        Env(result, container).SingleOrDefault(e => e["name"]!.GetValue<string>() == name)?["value"]?.GetValue<string>();
}
