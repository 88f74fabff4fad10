using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.Catalog;
using CniOperator.Core.Observation;
using CniOperator.Core.Pipeline;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Webhooks.Admission;

namespace CniOperator.Operator.Tests.Webhooks;

public sealed class AdmissionJudgeTests
{
    private const string Psk =
        """{"provider":"flannel","podNetwork":{"cidrs":["10.244.0.0/16"]},"flannel":{"backend":{"type":"ipsec","pskSecretRef":{"name":"psk","key":"key"}}}}""";

    private static readonly AdmissionJudge Judge = new(new SpecPipeline(AddonCatalog.BuiltIn));

    [Fact]
    public void A_spec_that_works_is_allowed_without_a_word()
    {
        var decision = Create(Review.Good);
        Assert.True(decision.Allowed);
        Assert.Empty(decision.Warnings);
    }

    [Fact]
    public void A_spec_that_cannot_work_is_refused_with_every_rule_field_and_fix()
    {
        var decision = Create("""{"provider":"flannel","podNetwork":{"cidrs":["10.244.0.1/16"],"avoid":["192.0.2.1/24"]}}""");
        Assert.Equal(
            """
            the spec cannot work, 2 errors:
            * spec.podNetwork.cidrs[0]: 10.244.0.1/16 has bits set beyond its prefix: it is an address in the network 10.244.0.0/16. [addresses/host-bits]
              fix: Write 10.244.0.0/16
            * spec.podNetwork.avoid[0]: 192.0.2.1/24 has bits set beyond its prefix: it is an address in the network 192.0.2.0/24. [addresses/host-bits]
              fix: Write 192.0.2.0/24
            To have it applied all the same, list addresses/host-bits in spec.acknowledge.
            """.ReplaceLineEndings("\n"),
            AdmissionWords.Refusal(decision.Blocking)
        );
    }

    [Fact]
    public void An_acknowledged_error_is_a_warning()
    {
        var decision = Create("""{"provider":"flannel","podNetwork":{"cidrs":["10.244.0.1/16"]},"acknowledge":["addresses/host-bits"]}""");
        Assert.True(decision.Allowed);
        Assert.Contains("[addresses/host-bits, acknowledged]", Assert.Single(decision.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"provider":"flannel"}""", "spec/unreadable")]
    [InlineData("""{}""", "spec/unreadable")]
    [InlineData("""{"provider":"nonesuch","podNetwork":{"cidrs":["10.244.0.0/16"]}}""", "render/unknown-provider")]
    [InlineData(
        """{"provider":"flannel","podNetwork":{"cidrs":["10.244.0.0/16"]},"patches":[{"target":{"kind":"DaemonSet","name":"absent"},"patch":"{}"}]}""",
        "render/patch"
    )]
    public void What_a_missing_or_old_CRD_would_let_through_is_refused(string spec, string rule) =>
        Assert.Contains(rule, Create(spec).Blocking.Select(f => f.Rule.Id));

    [Fact]
    public void An_object_without_a_spec_is_refused()
    {
        var network = Review.Network("{}");
        network.Remove("spec");
        Assert.False(Decide(Review.Of("CREATE", network)).Allowed);
    }

    [Fact]
    public void A_Secret_that_is_not_there_yet_is_a_warning()
    {
        var decision = Create(Psk, AdmissionFacts.None with { Secrets = [] });
        Assert.True(decision.Allowed);
        Assert.Equal(
            "spec: Secret cni-operator-system/psk with key key does not exist yet: nothing is applied before it does. [render/secret] fix: Create it.",
            Assert.Single(decision.Warnings)
        );
    }

    [Fact]
    public void A_Secret_that_cannot_be_seen_does_not_matter()
    {
        var decision = Create(Psk);
        Assert.True(decision.Allowed);
        Assert.Empty(decision.Warnings);
    }

    [Fact]
    public void A_Secret_whose_value_cannot_work_is_refused_and_its_value_named_nowhere()
    {
        var secret = Lab.Json($$$"""{"metadata":{"name":"psk"},"data":{"key":"{{{Convert.ToBase64String("too-short-and-secret"u8)}}}"}}""");
        var decision = Create(Psk, AdmissionFacts.None with { Secrets = [secret] });
        Assert.False(decision.Allowed);
        Assert.DoesNotContain("too-short-and-secret", AdmissionReviewWriter.Write("u", decision).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_ClusterNetwork_is_allowed_with_a_warning()
    {
        var facts = AdmissionFacts.None with { Networks = [new NetworkObject(Review.Network(Review.Good, "first"))] };
        var decision = Create(Review.Good, facts);
        Assert.True(decision.Allowed);
        Assert.Contains("ClusterNetwork/first exists and is older", Assert.Single(decision.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("managementState", "Paused")]
    [InlineData("deletionPolicy", "Remove")]
    public void Stopping_the_operator_on_an_invalid_spec_is_allowed(string field, string value)
    {
        var changed = Review.Network(Review.HostBits);
        changed["spec"]![field] = value;
        var decision = Decide(Review.Of("UPDATE", changed, Review.Network(Review.HostBits)));
        Assert.True(decision.Allowed);
        Assert.Contains("stays unapplied, 1 error", Assert.Single(decision.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_of_anything_but_the_brakes_is_refused()
    {
        var changed = Review.Network(Review.HostBits);
        changed["spec"]!["managementState"] = "Paused";
        changed["spec"]!["version"] = "v0.28.9";
        Assert.False(Decide(Review.Of("UPDATE", changed, Review.Network(Review.HostBits))).Allowed);
    }

    [Fact]
    public void Labels_and_finalizers_of_an_invalid_one_may_change()
    {
        var changed = Review.Network(Review.HostBits);
        changed["metadata"]!["labels"] = new JsonObject { ["a"] = "b" };
        var decision = Decide(Review.Of("UPDATE", changed, Review.Network(Review.HostBits)));
        Assert.True(decision.Allowed);
        Assert.Empty(decision.Warnings);
    }

    [Fact]
    public void One_that_is_being_deleted_may_change_in_everything()
    {
        var changed = Review.Network("""{"provider":"nonesuch"}""");
        changed["metadata"]!["deletionTimestamp"] = "2026-01-01T00:00:00Z";
        Assert.True(Decide(Review.Of("UPDATE", changed, Review.Network(Review.Good))).Allowed);
    }

    [Fact]
    public void Deletions_and_status_are_always_allowed()
    {
        Assert.True(Decide(Review.Of("DELETE", null, Review.Network(Review.HostBits))).Allowed);
        Assert.True(Decide(Review.Of("UPDATE", Review.Network(Review.HostBits), Review.Network(Review.Good), "status")).Allowed);
    }

    [Fact]
    public void The_webhook_and_the_controller_find_the_same()
    {
        const string Spec =
            """{"provider":"calico","podNetwork":{"cidrs":["10.244.0.1/16","fd00::/64"],"mtu":1000},"images":{"registry":"https://x"},"acknowledge":["nonesuch"]}""";
        Assert.Equal(Run(Review.Network(Spec)).Blocking, Create(Spec).Blocking);
    }

    [Fact]
    public void What_the_cluster_has_come_to_refuses_a_new_spec_and_is_a_warning_for_one_that_runs()
    {
        var nodes = NodeIndex.Empty.With([new PlanNode("node-1", ["10.9.1.0/24"])]);
        var facts = AdmissionFacts.None with { Addresses = ClusterAddresses.None with { Nodes = nodes } };
        Assert.Contains("addresses/node-outside", Create(Review.Good, facts).Blocking.Select(f => f.Rule.Id));

        var running = Review.Network(Review.Good);
        running["status"] = new JsonObject { ["applied"] = new JsonObject { ["hash"] = Hash(running) } };
        var changed = Review.Network(Review.Good);
        changed["spec"]!["health"] = new JsonObject { ["intervalSeconds"] = 20 };
        var decision = Decide(Review.Of("UPDATE", changed, running), facts);
        Assert.True(decision.Allowed);
        Assert.Contains(decision.Warnings, w => w.StartsWith("Node node-1: ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_last_valid_spec_is_what_is_stored_unless_that_is_invalid()
    {
        var network = new NetworkObject(Review.Network(Review.Good));
        var progress = Progress.Of(Progress.ToRecord(network, network.Spec, []).Json, network);
        Assert.True(JsonNode.DeepEquals(network.SpecJson, progress.LastValidSpec?.Json));
        Assert.True(Decide(Review.Of("UPDATE", Review.Network(Review.Good), Review.Network(Review.HostBits))).Allowed);
    }

    [Fact]
    public void A_change_of_an_invalid_spec_is_compared_with_the_valid_one_that_still_runs()
    {
        var valid = new NetworkObject(Review.Network(Review.Good));
        var nodes = NodeIndex.Empty.With([new PlanNode("node-1", ["10.244.1.0/24"])]);
        var facts = AdmissionFacts.None with
        {
            Record = Progress.ToRecord(valid, valid.Spec, []).Json,
            Addresses = ClusterAddresses.None with { Nodes = nodes },
        };
        const string Moved = """{"provider":"flannel","podNetwork":{"cidrs":["10.50.0.0/16"]}}""";
        var decision = Decide(Review.Of("UPDATE", Review.Network(Moved), Review.Network(Review.HostBits)), facts);
        Assert.Contains("addresses/changed-network", decision.Blocking.Select(f => f.Rule.Id));
    }

    private static string Hash(JsonObject network) => Run(network).DefaultNetwork!.Rendering.Hash;

    private static DesiredState Run(JsonObject json)
    {
        var network = new NetworkObject(json);
        return new SpecPipeline(AddonCatalog.BuiltIn).Run(new PipelineInput { Name = network.Name, Spec = network.Spec });
    }

    private static AdmissionDecision Create(string spec, AdmissionFacts? facts = null) =>
        Decide(Review.Of("CREATE", Review.Network(spec)), facts);

    private static AdmissionDecision Decide(JsonObject review, AdmissionFacts? facts = null) =>
        Judge.Decide(Review.Read(review), facts ?? AdmissionFacts.None);
}
