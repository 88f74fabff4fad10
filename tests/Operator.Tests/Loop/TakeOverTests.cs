using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Operator.Tests.Loop;

/// <summary>A ClusterNetwork comes to a cluster in which its network runs already.</summary>
public sealed class TakeOverTests
{
    private const string NetConf = """{"Network":"10.244.0.0/16","Backend":{"Type":"vxlan","VNI":42,"Port":4789,"DirectRouting":true}}""";

    [Fact]
    public async Task An_untouched_flannel_of_upstreams_is_taken_over_and_no_pod_restarts()
    {
        await using var lab = await Lab.StartAsync(run: false);
        await Upstream.InstallFlannelAsync(lab);
        var pods = Upstream.PodsOf(lab);
        lab.Run();
        lab.Create();
        await lab.ReadyAsync();
        Assert.Equal("default", lab.DaemonSet.Text("metadata", "labels", ClusterNetworkApi.NetworkLabel));
        Assert.Equal(pods, Upstream.PodsOf(lab));

        // A change of the configuration restarts them, and takes along what waited.
        lab.Edit(n => n["spec"]!["flannel"] = Lab.Json("""{"backend":{"vni":7}}"""));
        await lab.UntilAsync(() => !Upstream.PodsOf(lab).Intersect(pods).Any(), "every pod restarts");
        await lab.ReadyAsync();
        Assert.NotNull(lab.DaemonSet.Text("spec", "template", "metadata", "annotations", ClusterNetworkApi.HashAnnotation));
        Assert.Null(lab.DaemonSet.Text("metadata", "annotations", ClusterNetworkApi.HashAnnotation));
        Assert.Empty(lab.Events("DriftRepaired"));
    }

    [Fact]
    public async Task A_backend_that_would_be_reset_is_left_running_until_that_is_acknowledged()
    {
        await using var lab = await Lab.StartAsync(run: false);
        await Upstream.InstallFlannelAsync(lab, SetNetConf);
        var pods = Upstream.PodsOf(lab);
        lab.Run();
        lab.Create();
        await lab.UntilAsync(() => lab.Condition("Applied", "reason") == "WouldChangeNetwork", "held back");
        Assert.Contains("VXLAN's VNI 42 → 1", lab.Condition("Applied", "message"), StringComparison.Ordinal);
        Assert.Equal("NotTakenOver", lab.Condition("DataplaneAvailable", "reason"));
        Assert.Equal(NetConf, Configuration(lab));
        Assert.Null(lab.DaemonSet.Text("metadata", "labels", ClusterNetworkApi.NetworkLabel));
        Assert.Equal(pods, Upstream.PodsOf(lab));

        lab.Edit(n => n["spec"]!["acknowledge"] = new JsonArray("takeover/network"));
        await lab.ReadyAsync();
        Assert.DoesNotContain("42", Configuration(lab)!, StringComparison.Ordinal);
        Assert.Empty(Upstream.PodsOf(lab).Intersect(pods));
    }

    [Fact]
    public async Task A_spec_that_says_what_runs_takes_it_over_without_a_restart()
    {
        await using var lab = await Lab.StartAsync(run: false);
        await Upstream.InstallFlannelAsync(lab, SetNetConf);
        var pods = Upstream.PodsOf(lab);
        lab.Run();
        lab.Create();
        await lab.UntilAsync(() => lab.Condition("Applied", "reason") == "WouldChangeNetwork", "held back");
        lab.Edit(n => n["spec"]!["flannel"] = Lab.Json("""{"backend":{"vni":42,"port":4789,"directRouting":true}}"""));
        await lab.ReadyAsync();
        Assert.Contains("42", Configuration(lab)!, StringComparison.Ordinal);
        Assert.NotEmpty(pods);
    }

    [Fact]
    public async Task What_is_changed_in_the_cluster_to_fit_is_seen_at_once()
    {
        await using var lab = await Lab.StartAsync(run: false);
        await Upstream.InstallFlannelAsync(lab, SetNetConf);
        lab.Run();
        lab.Create();
        await lab.UntilAsync(() => lab.Condition("Applied", "reason") == "WouldChangeNetwork", "held back");
        lab.Edit(Lab.ConfigMaps, "kube-flannel", "kube-flannel-cfg", c =>
            c["data"]!["net-conf.json"] = """{"Network":"10.244.0.0/16","Backend":{"Type":"vxlan"}}"""
        );
        await lab.ReadyAsync();
    }

    [Fact]
    public async Task Another_selector_is_named_with_the_way_out_and_acknowledged_it_goes_node_by_node()
    {
        await using var lab = await Lab.StartAsync(run: false);
        await Upstream.InstallFlannelAsync(lab, Reselect);
        var (old, uid) = (Upstream.PodsOf(lab), lab.DaemonSet.Text("metadata", "uid"));
        lab.Run();
        lab.Create();
        await lab.UntilAsync(() => lab.Condition("Applied", "reason") == "ImmutableField", "held back");
        var said = lab.Condition("Applied", "message");
        Assert.Contains("delete daemonset kube-flannel-ds --cascade=orphan", said, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "does not exist",
            lab.State.Get(Lab.Networks, null, "default")!["status"]!.ToJsonString(),
            StringComparison.Ordinal
        );
        Assert.Contains("3 of 3 pods are ready", lab.Condition("DataplaneAvailable", "message"), StringComparison.Ordinal);

        lab.Edit(n => n["spec"]!["acknowledge"] = new JsonArray("takeover/immutable-field"));
        await lab.ReadyAsync();
        Assert.NotEqual(uid, lab.DaemonSet.Text("metadata", "uid"));
        Assert.Equal("""{"app":"flannel"}""", lab.DaemonSet.At("spec", "selector", "matchLabels")!.ToJsonString());
        await lab.UntilAsync(() => lab.Events("Replaced").Count == 1, "the Event");
        Assert.Equal(3, Upstream.PodsOf(lab).Count);
        Assert.Empty(Upstream.PodsOf(lab).Intersect(old));
    }

    [Fact]
    public async Task What_an_earlier_ClusterNetwork_left_is_not_reset_by_one_that_says_less()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create(spec: """{"provider":"flannel","podNetwork":{"cidrs":["10.244.0.0/16"]},"flannel":{"backend":{"vni":42}}}""");
        await lab.ReadyAsync();
        lab.State.Delete(Lab.Networks, null, "default");
        lab.Create();
        await lab.UntilAsync(() => lab.Condition("Applied", "reason") == "WouldChangeNetwork", "held back");
        Assert.Contains("42", Configuration(lab)!, StringComparison.Ordinal);
    }

    private static string? Configuration(Lab lab) =>
        lab.State.Get(Lab.ConfigMaps, "kube-flannel", "kube-flannel-cfg").Text("data", "net-conf.json");

    private static void SetNetConf(JsonObject json)
    {
        if (json["kind"]!.ToString() == "ConfigMap")
            json["data"]!["net-conf.json"] = NetConf;
    }

    private static void Reselect(JsonObject json)
    {
        if (json["kind"]!.ToString() != "DaemonSet")
            return;
        json["spec"]!["selector"]!["matchLabels"]!["role"] = "net";
        json["spec"]!["template"]!["metadata"]!["labels"]!["role"] = "net";
    }
}
