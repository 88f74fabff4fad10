using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Pipeline;
using CniOperator.Core.Tests.AddressPlan;
using CniOperator.Core.Validation;

namespace CniOperator.Core.Tests.Validation;

public class ClusterNetworkReaderTests
{
    private const string Head =
        "apiVersion: cni-operator.io/v1alpha1\nkind: ClusterNetwork\nmetadata: {name: default}\nspec:\n  provider: flannel\n";

    [Fact]
    public void A_minimal_object_gets_its_defaults()
    {
        var reading = ClusterNetworkReader.Read(Head + "  podNetwork: {cidrs: [10.244.0.0/16]}\n", "f");
        Assert.Empty(reading.Problems);
        Assert.Empty(FindingsOf(reading.Spec!));
        Assert.Equal(
            ("default", 24, "10%"),
            (reading.Name, reading.Spec!.PodNetwork.NodeMaskSizes.Ipv4, reading.Spec.Rollout.MaxUnavailable)
        );
        Assert.Empty(reading.Spec.Acknowledge);
        Assert.Equal("IfNotPresent", (string?)reading.Json!["spec"]!["images"]!["pullPolicy"]);
    }

    [Theory]
    [InlineData("", "f:1:1: the file holds no object; start with")]
    [InlineData("a: [\n", "f:")]
    [InlineData("- 1\n", "f:1:1: the document is not an object")]
    [InlineData("a: 1\n---\nb: 1\n", "f:3:1: the file holds 2 documents, but one ClusterNetwork is expected")]
    [InlineData("apiVersion: v1\nkind: Pod\n", "f:1:1: apiVersion: this is apiVersion v1; this build serves v1alpha1")]
    [InlineData(
        "apiVersion: cni-operator.io/v2\nkind: ClusterNetwork\n",
        "f:1:1: apiVersion: this is apiVersion cni-operator.io/v2; this build serves v1alpha1"
    )]
    [InlineData("kind: ClusterNetwork\n", "f:1:1: apiVersion: apiVersion is missing")]
    public void What_is_not_a_ClusterNetwork_is_said_in_the_first_problem(string text, string start) =>
        Assert.StartsWith(start, ClusterNetworkReader.Read(text, "f").Problems[0].ToString(), StringComparison.Ordinal);

    [Fact]
    public void All_problems_are_reported_at_once_where_they_stand()
    {
        var reading = ClusterNetworkReader.Read(
            Head
                + "  managementState: Manged\n  podNetwork:\n    cidr: [x]\n    cidrs: [10.244.0.0/33]\n    mtu: big\n  rollout: {maxUnavailable: 0, maxFailedNodes: x}\n",
            "f"
        );
        Assert.Equal(
            [
                "f:6:3: spec.managementState: Unsupported value: \"Manged\": supported values: \"Managed\", \"Paused\"; write one of the supported values, for instance Managed",
                "f:8:5: spec.podNetwork.cidr: unknown field; did you mean cidrs?",
                "f:9:13: spec.podNetwork.cidrs[0]: \"10.244.0.0/33\" has a prefix length of 33, and IPv4 has 32 at most; Write an address, a slash and a prefix length, as 10.244.0.0/16 or fd00:10:244::/56",
                "f:10:5: spec.podNetwork.mtu: Invalid value: \"string\": spec.podNetwork.mtu in body must be of type integer: \"string\"; correct it: The pods' MTU in bytes. Left out, it is derived from the nodes' links and the backend's overhead",
                "f:11:13: spec.rollout.maxUnavailable: Invalid value: 0: spec.rollout.maxUnavailable in body should be greater than or equal to 1",
                "f:11:32: spec.rollout.maxFailedNodes: Invalid value: \"x\"",
            ],
            reading
                .Problems.Where(p => p.Field.Length > 0)
                .Select(p => p with { Fix = p.Field.StartsWith("spec.rollout", StringComparison.Ordinal) ? "" : p.Fix })
                .Select(p => p.ToString())
                .Select(p =>
                    p.Contains(" should match ", StringComparison.Ordinal)
                        ? p[..p.IndexOf(": spec.", p.IndexOf("Invalid", StringComparison.Ordinal), StringComparison.Ordinal)]
                        : p
                )
        );
    }

    [Fact]
    public void A_value_that_breaks_a_pattern_or_limit_is_told_what_the_field_means() =>
        Assert.StartsWith(
            "correct it: ",
            ClusterNetworkReader
                .Read(Head + "  podNetwork: {cidrs: [10.244.0.0/16], mtu: big}\n", "f")
                .Problems.First(p => p.Field == "spec.podNetwork.mtu")
                .Fix,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_malformed_network_is_one_problem_in_our_words() =>
        Assert.All(
            MalformedCidrs
                .All.Select(m => m.Text)
                .Append("fd00::10.0.0.0/104")
                .SelectMany(
                    text => new[] { "podNetwork: {{cidrs: [{0}]}}", "podNetwork: {{cidrs: [10.244.0.0/16], avoid: [{0}]}}" },
                    (text, form) => (text, form)
                ),
            malformed =>
            {
                var reading = ClusterNetworkReader.Read(
                    Head
                        + "  "
                        + string.Format(CultureInfo.InvariantCulture, malformed.form, JsonValue.Create(malformed.text).ToJsonString())
                        + "\n",
                    "f"
                );
                string[] said =
                [
                    .. reading.Problems.Select(p => p.Message),
                    .. reading.Spec is { } spec ? FindingsOf(spec).Select(f => f.Message) : [],
                ];
                Assert.DoesNotContain("should match", Assert.Single(said), StringComparison.Ordinal);
            }
        );

    [Theory]
    [InlineData("null", "this is null, and a network is expected")]
    [InlineData("10", "10 is not text, and a network is expected")]
    [InlineData("10.5", "10.5 is not text, and a network is expected")]
    [InlineData("true", "true is not text, and a network is expected")]
    [InlineData("[10.0.0.0/8]", "[\"10.0.0.0/8\"] is not text, and a network is expected")]
    public void What_is_not_text_is_one_problem_that_says_what_to_write(string value, string message)
    {
        var problem = Assert.Single(ClusterNetworkReader.Read(Head + $"  podNetwork: {{cidrs: [{value}]}}\n", "f").Problems);
        Assert.Equal(("spec.podNetwork.cidrs[0]", message), (problem.Field, problem.Message));
        Assert.Contains("10.244.0.0/16", problem.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "  podNetwork: {cidrs: [10.244.0.0/16]}\n  calico: {}\n",
        "spec.calico: Forbidden: calico settings are allowed only with provider calico"
    )]
    [InlineData("  podNetwork: {cidrs: [10.244.0.0/16]}\n  parameters: {}\n", "spec.parameters: Forbidden: parameters are for addons")]
    [InlineData(
        "  podNetwork: {cidrs: [10.244.0.0/16, 10.1.0.0/16]}\n",
        "spec.podNetwork.cidrs: Invalid value: at most one CIDR per IP family"
    )]
    [InlineData("  podNetwork: {}\n", "spec.podNetwork.cidrs: Required value")]
    [InlineData(
        "  podNetwork: {cidrs: []}\n",
        "spec.podNetwork.cidrs: Invalid value: 0: spec.podNetwork.cidrs in body should have at least 1 items"
    )]
    [InlineData("  podNetwork: {cidrs: [10.244.0.0/16]}\n  acknowledge: [a/b, a/b]\n", "spec.acknowledge[1]: Duplicate value: \"a/b\"")]
    public void Rules_of_the_definition_hold(string rest, string expected) =>
        Assert.Contains(ClusterNetworkReader.Read(Head + rest, "f").Problems, p =>
            p.ToString().Contains(expected, StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("cidrs: [10.244.1.0/16]", "addresses/host-bits", "10.244.0.0/16")]
    [InlineData("cidrs: ['fd00::1/64']", "addresses/host-bits", "fd00::/64")]
    [InlineData("cidrs: ['fd00::/56'], mtu: 1200", "addresses/mtu-ipv6", "1280")]
    [InlineData("cidrs: [10.244.0.0/16], avoid: [172.16.0.1/12]", "addresses/host-bits", "172.16.0.0/12")]
    public void Address_mistakes_are_findings_with_the_right_value(string podNetwork, string rule, string part)
    {
        var spec = ClusterNetworkReader.Read(Head + $"  podNetwork: {{{podNetwork}}}\n", "f").Spec!;
        var finding = Assert.Single(FindingsOf(spec));
        Assert.Equal(rule, finding.Rule.Id);
        Assert.Contains(part, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{registry: 'https://mirror'}", "images/registry", "scheme")]
    [InlineData("{registry: 'a b'}", "images/registry", "spaces")]
    [InlineData("{overrides: {flannel: 'a b:c'}}", "images/reference", "spaces")]
    [InlineData("{overrides: {flannel: ''}}", "images/reference", "empty")]
    [InlineData("{overrides: {flannel: 'a/b@sha256:12'}}", "images/reference", "digest")]
    public void Image_mistakes_say_what_is_wrong(string images, string rule, string part)
    {
        var finding = Assert.Single(
            FindingsOf(ClusterNetworkReader.Read(Head + $"  podNetwork: {{cidrs: [10.244.0.0/16]}}\n  images: {images}\n", "f").Spec!)
        );
        Assert.Equal(rule, finding.Rule.Id);
        Assert.Contains(part, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_acknowledgement_is_a_warning_and_a_known_one_marks_its_finding()
    {
        var spec = ClusterNetworkReader
            .Read(Head + "  podNetwork: {cidrs: [10.244.1.0/16]}\n  acknowledge: [addresses/host-bits, addresses/host-bit]\n", "f")
            .Spec!;
        var findings = Acknowledgement.Apply(FindingsOf(spec), spec.Acknowledge, AllRules.Of(AddonCatalog.BuiltIn));
        Assert.True(findings.Single(f => f.Rule.Id == "addresses/host-bits").Acknowledged);
        Assert.Equal("Did you mean addresses/host-bits?", findings.Single(f => f.Rule.Id == "acknowledge/unknown-rule").Fix);
    }

    private static IReadOnlyList<Finding> FindingsOf(ClusterNetworkSpec spec) =>
        [.. SpecRules.Check(spec), .. PlanExaminer.Examine(new PlanInput(spec, ClusterAddresses.None)).Findings];
}
