using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Operator.Tests.Loop;

public sealed class WeaveTests
{
    [Fact]
    public async Task What_pods_write_into_their_ConfigMap_is_neither_changed_nor_removed()
    {
        await using var lab = await Lab.StartAsync();
        lab.State.Create(
            Lab.ConfigMaps,
            Lab.Json(
                """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"weave-net","namespace":"kube-system","annotations":{"kube-peers.weave.works/peers":"{}"}}}"""
            ),
            "kube-utils"
        );
        var uid = Map(lab).Text("metadata", "uid");

        lab.Create(spec: """{"provider":"weave","deletionPolicy":"Remove","podNetwork":{"cidrs":["10.244.0.0/16"]}}""");
        await lab.ReadyAsync();
        lab.Edit(n => n["spec"]!["weave"] = Lab.Json("""{"connectionLimit":300}"""));
        await lab.UntilAsync(
            () =>
                lab.State.Get(Lab.DaemonSets, "kube-system", "weave-net")!.ToJsonString().Contains("CONN_LIMIT", StringComparison.Ordinal),
            "changed"
        );
        await lab.ReadyAsync();
        lab.State.Delete(Lab.Networks, null, "default");
        await lab.UntilAsync(() => lab.State.Get(Lab.Networks, null, "default") is null, "removed");

        Assert.Null(lab.State.Get(Lab.DaemonSets, "kube-system", "weave-net"));
        Assert.Equal(uid, Map(lab).Text("metadata", "uid"));
        Assert.Equal("{}", Map(lab).Text("metadata", "annotations", "kube-peers.weave.works/peers"));
        await lab.UntilAsync(
            () => lab.Events("Uninstalled").Any(e => e.Contains("ConfigMap kube-system/weave-net", StringComparison.Ordinal)),
            "told that it stays"
        );
    }

    [Fact]
    public async Task The_first_installation_crashes_nowhere()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create(spec: """{"provider":"weave","podNetwork":{"cidrs":["10.244.0.0/16"]}}""");
        await lab.ReadyAsync();

        Assert.All(lab.State.List(new("", "pods"), "kube-system").SelectMany(p => p.Items("status", "containerStatuses")), c =>
            Assert.Equal(0, c.Number(0, "restartCount"))
        );
    }

    [Fact]
    public async Task A_change_of_the_iptables_tools_waits_then_stops_at_the_first_node_and_says_the_cure()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create(
            spec: """
            {"provider":"weave","podNetwork":{"cidrs":["10.244.0.0/16"]},"patches":[{"target":{"kind":"DaemonSet","name":"weave-net"},
             "patch":{"spec":{"template":{"spec":{"containers":[{"name":"weave","terminationMessagePolicy":"FallbackToLogsOnError"}]}}}}}]}
            """
        );
        await lab.ReadyAsync();

        lab.Edit(n => n["spec"]!["weave"] = Lab.Json("""{"iptablesBackend":"legacy"}"""));
        await lab.UntilAsync(
            () => lab.Condition("Applied", "message").Contains("weave/iptables-changed", StringComparison.Ordinal),
            "held back, with the rule to acknowledge"
        );
        lab.Edit(n => n["spec"]!["acknowledge"] = new JsonArray("weave/iptables-changed"));
        await lab.UntilAsync(
            () => lab.Condition("DataplaneAvailable", "message").Contains("drain and restart the node", StringComparison.Ordinal),
            "the cure"
        );
    }

    private static JsonObject Map(Lab lab) => lab.State.Get(Lab.ConfigMaps, "kube-system", "weave-net")!;
}
