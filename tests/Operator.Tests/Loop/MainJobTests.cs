using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Operator.Tests.Loop;

public sealed class MainJobTests
{
    [Fact]
    public async Task A_ClusterNetwork_brings_the_dataplane_up_and_is_Ready()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        var network = lab.State.Get(Lab.Networks, null, "default")!;
        Assert.Equal("3/3", network.Text("status", "rollout", "nodes"));
        Assert.Equal("v0.28.9", network.Text("status", "version"));
        Assert.Equal(network.Number(0, "metadata", "generation"), network.Number(-1, "status", "observedGeneration"));
        Assert.Equal("Unknown", lab.Condition("PodToPod"));
        Assert.Equal("", lab.Condition("Reconciling"));
        await lab.UntilAsync(() => lab.Events("Ready").Count == 1, "the Ready event");
    }

    [Fact]
    public async Task Each_object_costs_at_most_two_requests_and_only_what_decides_on_the_network_is_looked_for_once()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        var ours = lab.Cluster.Journal.Entries.Where(e => e.UserAgent.StartsWith("cni-operator", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            ["configmaps", "daemonsets"],
            ours.Where(e => e.Verb == "get" && e.Resource.Length > 0).Select(e => e.Resource.Split('.')[0]).Order(StringComparer.Ordinal)
        );
        Assert.All(
            ours.Where(e => e.Verb == "apply" && !e.Resource.Contains("clusternetworks", StringComparison.Ordinal))
                .GroupBy(e => (e.Resource, e.Namespace, e.Name)),
            g => Assert.InRange(g.Count(), 1, 2)
        );
    }

    [Fact]
    public async Task A_changed_field_is_restored_and_the_event_names_path_and_manager()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        lab.Edit(Lab.DaemonSets, "kube-flannel", "kube-flannel-ds", ds => ds["spec"]!["template"]!["spec"]!["priorityClassName"] = "low");
        await lab.UntilAsync(() => lab.Events("DriftRepaired").Count > 0, "drift reported");
        Assert.Equal("system-node-critical", lab.DaemonSet.Text("spec", "template", "spec", "priorityClassName"));
        Assert.Equal(
            "DaemonSet kube-flannel/kube-flannel-ds: spec.template.spec.priorityClassName changed by kubectl-edit; restored",
            Assert.Single(lab.Events("DriftRepaired"))
        );
    }

    [Fact]
    public async Task A_flag_that_was_set_to_false_is_restored_though_servers_store_no_false_and_no_owner_of_it()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        lab.Edit(Lab.DaemonSets, "kube-flannel", "kube-flannel-ds", ds => ds["spec"]!["template"]!["spec"]!["hostNetwork"] = false);
        await lab.UntilAsync(() => lab.Events("DriftRepaired").Count > 0, "drift reported");
        Assert.True(lab.DaemonSet.Flag("spec", "template", "spec", "hostNetwork"));
        Assert.Contains(
            "spec.template.spec.hostNetwork removed, by whom is n",
            Assert.Single(lab.Events("DriftRepaired")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_container_a_variable_and_a_volume_that_someone_added_are_taken_away_and_the_event_names_them_and_the_manager()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        lab.Edit(Lab.DaemonSets, "kube-flannel", "kube-flannel-ds", ds =>
        {
            var spec = ds["spec"]!["template"]!["spec"]!;
            spec["containers"]!.AsArray().Insert(0, Lab.Json("""{"name":"evil","image":"evil:1"}"""));
            spec["containers"]![1]!["env"]!.AsArray().Add(Lab.Json("""{"name":"EVIL","value":"1"}"""));
            spec["volumes"]!.AsArray().Insert(0, Lab.Json("""{"name":"evil","emptyDir":{}}"""));
        });
        await lab.UntilAsync(() => lab.Events("DriftRepaired").Count > 0, "drift reported");
        Assert.DoesNotContain("evil", lab.DaemonSet!["spec"]!.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(
            "DaemonSet kube-flannel/kube-flannel-ds: spec.template.spec.containers[name=\"kube-flannel\"].env[name=\"EVIL\"], "
                + "spec.template.spec.containers[name=\"evil\"], spec.template.spec.volumes[name=\"evil\"] added by kubectl-edit; restored",
            Assert.Single(lab.Events("DriftRepaired"))
        );
        await lab.ReadyAsync();
    }

    [Fact]
    public async Task A_deleted_object_is_recreated_and_reported()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        lab.State.Delete(Lab.ConfigMaps, "kube-flannel", "kube-flannel-cfg");
        await lab.UntilAsync(
            () => lab.State.Get(Lab.ConfigMaps, "kube-flannel", "kube-flannel-cfg") is not null && lab.Events("DriftRepaired").Count > 0,
            "recreated"
        );
        Assert.Equal("ConfigMap kube-flannel/kube-flannel-cfg was deleted; recreated", Assert.Single(lab.Events("DriftRepaired")));
    }

    [Fact]
    public async Task While_paused_drift_stays_and_is_reported_and_is_repaired_afterwards()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        lab.Edit(n => n["spec"]!["managementState"] = "Paused");
        await lab.UntilAsync(
            () => lab.State.Get(Lab.Networks, null, "default").Number(-1, "status", "observedGeneration") == 2,
            "pause observed"
        );
        Assert.Equal(("True", "True"), (lab.Condition("Ready"), lab.Condition("Applied")));
        lab.Edit(Lab.ConfigMaps, "kube-flannel", "kube-flannel-cfg", c => c["data"]!["net-conf.json"] = "{}");
        await lab.UntilAsync(() => lab.Condition("Applied", "reason") == "Paused", "drift named");
        Assert.Equal("{}", lab.State.Get(Lab.ConfigMaps, "kube-flannel", "kube-flannel-cfg").Text("data", "net-conf.json"));
        lab.Edit(n => n["spec"]!["managementState"] = "Managed");
        await lab.UntilAsync(
            () => lab.State.Get(Lab.ConfigMaps, "kube-flannel", "kube-flannel-cfg").Text("data", "net-conf.json") != "{}",
            "repaired"
        );
    }

    [Fact]
    public async Task A_second_network_is_superseded_until_the_first_is_gone()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        lab.Create("zweites");
        await lab.UntilAsync(() => lab.Condition("Ready", "reason", "zweites") == "Superseded", "superseded");
        Assert.Equal("True", lab.Condition("Stalled", name: "zweites"));
        Assert.Equal("True", lab.Condition("Ready"));
        lab.State.Delete(Lab.Networks, null, "default");
        await lab.ReadyAsync("zweites");
        Assert.Equal("zweites", lab.DaemonSet.Text("metadata", "labels", "cni-operator.io/cluster-network"));
    }

    [Fact]
    public async Task Deletion_with_Retain_leaves_the_dataplane_running()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        lab.State.Delete(Lab.Networks, null, "default");
        await lab.UntilAsync(() => lab.State.Get(Lab.Networks, null, "default") is null, "gone");
        Assert.NotNull(lab.DaemonSet);
    }

    [Fact]
    public async Task Deletion_with_Remove_uninstalls_keeps_the_Namespace_and_says_what_stays_on_nodes()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create(spec: """{"provider":"flannel","deletionPolicy":"Remove","podNetwork":{"cidrs":["10.244.0.0/16"]}}""");
        await lab.ReadyAsync();
        lab.State.Delete(Lab.Networks, null, "default");
        await lab.UntilAsync(() => lab.State.Get(Lab.Networks, null, "default") is null, "gone");
        Assert.Null(lab.DaemonSet);
        Assert.Null(lab.State.Get(Lab.ConfigMaps, "kube-flannel", "kube-flannel-cfg"));
        Assert.NotNull(lab.State.Get(Lab.Namespaces, null, "kube-flannel"));
        await lab.UntilAsync(() => lab.Events("Uninstalled").Count > 0, "the farewell");
        Assert.Contains(lab.Events("Uninstalled"), e => e.Contains("10-flannel.conflist", StringComparison.Ordinal));
        Assert.Contains(
            "10-flannel.conflist",
            lab.State.Get(Lab.ConfigMaps, ClusterNetworkApi.OperatorNamespace, "leftovers.default").Text("data", "leftovers.yaml"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_changed_configuration_rolls_the_pods_by_the_hash_of_their_template()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        var hash = lab.DaemonSet.Text("spec", "template", "metadata", "annotations", "cni-operator.io/hash");
        lab.Edit(n => n["spec"]!["flannel"] = Lab.Json("""{"backend":{"type":"host-gw"}}"""));
        await lab.UntilAsync(
            () =>
                lab.DaemonSet.Text("spec", "template", "metadata", "annotations", "cni-operator.io/hash") != hash
                && lab.Condition("Ready") == "True"
                && lab.DaemonSet.Number(0, "status", "updatedNumberScheduled") == 3
                && lab.State.Get(Lab.Networks, null, "default").Number(-1, "status", "observedGeneration") == 2,
            "rolled"
        );
        Assert.NotNull(hash);
        Assert.Empty(lab.Events("DriftRepaired"));
    }

    [Fact]
    public async Task A_killed_operator_carries_on_after_its_restart_without_reporting_drift()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        for (var stop = 1; stop <= 4; stop++)
        {
            var applied = stop * 2;
            await lab.UntilAsync(() => lab.Cluster.Journal.Entries.Count(e => e.Verb == "apply") >= applied, $"{applied} applies");
            await lab.KillAsync();
            lab.Run();
        }

        await lab.ReadyAsync();
        Assert.Empty(lab.Events("DriftRepaired"));
    }

    [Fact]
    public async Task The_network_keeps_running_while_there_is_no_operator()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        var before = lab.DaemonSet!.ToJsonString();
        await lab.KillAsync();
        await lab.Cluster.SettleAsync();
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(before), lab.DaemonSet));
    }
}
