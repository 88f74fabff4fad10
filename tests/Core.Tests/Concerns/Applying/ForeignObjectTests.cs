using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Rendering;
using CniOperator.Core.Tests.Decisions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Concerns.Applying;

public sealed class ForeignObjectTests
{
    private readonly World _world = new();

    [Fact]
    public void Nothing_is_applied_as_long_as_one_object_is_another_addons_and_the_finding_says_how_to_go_on()
    {
        Leave("v1", "ConfigMap", "net", "cfg");

        Assert.Empty(_world.Reconcile().Waves);

        Assert.Single(_world.Cluster);
        Assert.Equal(("False", "ForeignObject"), (_world.Condition("Applied"), _world.Text("Applied", "reason")));
        Assert.Equal("True", _world.Condition("Stalled"));
        var finding = _world.Network["status"]!["addressPlan"]!["findings"]![0]!;
        Assert.Equal(("render/taken-object", "ConfigMap net/cfg"), (finding.Text("rule"), finding.Text("subject")));
        Assert.Contains("belongs to addon other", finding.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public void Acknowledged_it_is_taken_over()
    {
        Leave("v1", "ConfigMap", "net", "cfg");
        _world.Spec["acknowledge"] = new JsonArray(RenderRules.TakenObject.Id);

        _world.Reconcile();

        Assert.Equal("True", _world.Condition("Applied"));
    }

    [Fact]
    public void A_Namespace_that_another_addon_left_is_taken_on()
    {
        Leave("v1", "Namespace", null, "net");

        _world.Reconcile();

        Assert.Equal("True", _world.Condition("Applied"));
    }

    [Fact]
    public void Deletion_leaves_what_another_addon_left_under_the_same_networks_name()
    {
        Leave("v1", "ConfigMap", "net", "others");
        _world.Spec["deletionPolicy"] = "Remove";
        _world.Metadata["finalizers"] = new JsonArray(ClusterNetworkApi.UninstallFinalizer);
        _world.Metadata["deletionTimestamp"] = "2026-01-01T02:00:00Z";

        _world.Reconcile();

        Assert.Single(_world.Cluster);
        Assert.Contains(_world.Events, e => e.Reason == "Uninstalled" && e.Message.Contains(TestAddon.Note, StringComparison.Ordinal));
    }

    private void Leave(string apiVersion, string kind, string? ns, string name)
    {
        var left = World.Object(apiVersion, kind, ns, name, addon: "other");
        _world.Cluster[left.Key] = Live.AppliedByUs(left.Json, "uid-other");
    }
}
