using CniOperator.Core.Api;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering;

namespace CniOperator.Core.Tests.Rendering;

public sealed class What_cannot_work_is_a_finding
{
    [Theory]
    [InlineData(
        """{"backend":{"type":"host-gw","directRouting":true}}""",
        "render/backend-option",
        "spec.flannel.backend.directRouting",
        "always routes directly"
    )]
    [InlineData("""{"backend":{"type":"wireguard","vni":1}}""", "render/backend-option", "spec.flannel.backend.vni", "option of vxlan")]
    [InlineData(
        """{"backend":{"type":"vxlan","pskSecretRef":{"name":"s","key":"k"}}}""",
        "render/backend-option",
        "spec.flannel.backend.pskSecretRef",
        "does not encrypt"
    )]
    [InlineData("""{"backend":{"type":"ipsec"}}""", "render/secret", "spec.flannel.backend.pskSecretRef", "required")]
    [InlineData(
        """{"backend":{"type":"ipsec","pskSecretRef":{"name":"gone","key":"k"}}}""",
        "render/secret",
        "spec.flannel.backend.pskSecretRef",
        "cni-operator-system/gone does not exist"
    )]
    [InlineData(
        """{"backend":{"type":"ipsec","pskSecretRef":{"name":"s","key":"other"}}}""",
        "render/secret",
        "spec.flannel.backend.pskSecretRef",
        "has no key other"
    )]
    [InlineData(
        """{"backend":{"type":"ipsec","pskSecretRef":{"name":"s","key":"k"}}}""",
        "flannel/psk-too-short",
        "spec.flannel.backend.pskSecretRef",
        "5 characters"
    )]
    [InlineData(
        """{"backend":{"type":"wireguard","pskSecretRef":{"name":"s","key":"k"}}}""",
        "flannel/wireguard-psk",
        "spec.flannel.backend.pskSecretRef",
        "44 characters"
    )]
    [InlineData("""{"backend":{"type":"wireguard","mode":"ipv6"}}""", "flannel/wireguard-mode-family", "spec.flannel.backend.mode", "ipv6")]
    [InlineData(
        """{"kubeAPI":{"url":"https://x:6443"}}""",
        "flannel/api-url-without-credentials",
        "spec.flannel.kubeAPI.url",
        "no credentials"
    )]
    [InlineData("""{"backend":{"type":"gre"}}""", "render/parameter", "spec.flannel.backend.type", "vxlan")]
    [InlineData("""{"backend":{"vni":"7"}}""", "render/parameter", "spec.flannel.backend.vni", "integer")]
    [InlineData("""{"bakend":{}}""", "render/parameter", "spec.flannel.bakend", "no such parameter")]
    public void A_setting_that_cannot_work_is_refused_with_its_field_and_reason(string parameters, string rule, string subject, string why)
    {
        var request = Sample.Flannel(parameters).WithSecret("s", "k", "short");

        var result = Sample.Renderer.Render(request with { Facts = new ClusterFacts { ExistingSecrets = new HashSet<string> { "s" } } });

        var finding = result.Findings.First(f => f.Severity == Severity.Error);
        Assert.Equal((rule, subject), (finding.Rule.Id, finding.Subject.ToString()));
        Assert.Contains(why, finding.Message, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Fix);
        Assert.Empty(result.Objects);
    }

    [Theory]
    [InlineData("ipip")]
    [InlineData("udp")]
    [InlineData("alloc")]
    [InlineData("ipsec")]
    public void An_IPv4_backend_refuses_a_dual_stack_network(string type)
    {
        var result = Sample.Renderer.Render(Sample.Flannel($$$"""{"backend":{"type":"{{{type}}}"}}""", "10.244.0.0/16", "fd00::/56"));

        Assert.Contains(result.Findings, f =>
            f is { Rule.Id: "render/backend-family", Severity: Severity.Error, Subject: FieldSubject { Path: "spec.podNetwork.cidrs[1]" } }
            && f.Message.Contains("IPv6", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void An_acknowledged_rule_no_longer_blocks()
    {
        var request = Sample.Flannel("""{"backend":{"type":"host-gw","directRouting":true}}""");
        string[] acknowledged = ["render/backend-option"];

        var result = Sample.Renderer.Render(request with { Spec = request.Spec with { Acknowledge = acknowledged } });

        Assert.True(Acknowledgement.Mark(result.Findings, acknowledged).Single().Acknowledged);
        Assert.NotEmpty(result.Objects);
    }

    [Fact]
    public void An_unknown_provider_version_or_image_names_those_that_exist()
    {
        var spec = Sample.Flannel().Spec;

        Assert.Contains("flannel", Only(spec with { Provider = "flanel" }).Fix, StringComparison.Ordinal);
        Assert.Contains("v0.28.9", Only(spec with { Version = "v1" }).Fix, StringComparison.Ordinal);
        Assert.Contains(
            "cni-plugin",
            Only(spec with { Images = new ImageSettings { Overrides = new Dictionary<string, string> { ["x"] = "y" } } }).Fix,
            StringComparison.Ordinal
        );

        static Finding Only(ClusterNetworkSpec spec) => Sample.Renderer.Render(Sample.Flannel() with { Spec = spec }).Findings.Single();
    }

    [Fact]
    public void An_MTU_that_the_links_cannot_carry_is_refused()
    {
        var request = Sample.Flannel();

        var result = Sample.Renderer.Render(
            request with
            {
                Spec = request.Spec with { PodNetwork = request.Spec.PodNetwork with { Mtu = 1500 } },
                Facts = new ClusterFacts { LinkMtu = 1500 },
            }
        );

        Assert.Contains("1450 or less", result.Findings.Single(f => f.Blocks).Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_cluster_a_placeholder_stands_for_a_Secret_and_no_rule_judges_it()
    {
        var request = Sample.Flannel("""{"backend":{"type":"ipsec","pskSecretRef":{"name":"s","key":"k"}}}""");

        var result = (request with { PlaceholdersForMissingSecrets = true }).Render();

        Assert.Equal("<key k of Secret s>", result.NetConf()["Backend"]!["PSK"]!.GetValue<string>());
    }
}
