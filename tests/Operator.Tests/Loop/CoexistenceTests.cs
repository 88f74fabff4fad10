using System.Text.Json.Nodes;
using CniOperator.Core.Tests.Coexistence;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Operator.Tests.Loop;

/// <summary>Networks of others on the same nodes, from before, from elsewhere, and from this operator itself.</summary>
public sealed class CoexistenceTests
{
    private const string Rule = "coexistence/second-dataplane";
    private const string Weave = """{"provider":"weave","acknowledge":["weave/legacy"],"podNetwork":{"cidrs":["10.244.0.0/16"]}}""";

    [Fact]
    public async Task An_older_flannel_and_Cilium_hold_a_new_network_until_they_are_gone()
    {
        await using var lab = await Lab.StartAsync(run: false);
        Create(lab, "kube-flannel-ds", "registry.example.com/old-flanneld:v0.14.0", """{"app":"flannel","tier":"node"}""");
        Create(lab, "cilium", "quay.io/cilium/cilium:v1.17.0", """{"k8s-app":"cilium"}""");
        lab.Run();
        lab.Create();
        await lab.UntilAsync(() => Subjects(lab).Count == 2, "both found");
        Assert.Equal(
            ["DaemonSet kube-system/cilium", "DaemonSet kube-system/kube-flannel-ds"],
            Subjects(lab).Order(StringComparer.Ordinal)
        );
        Assert.Equal("SecondDataplane", lab.Condition("Ready", "reason"));
        Assert.Null(lab.DaemonSet);

        lab.State.Delete(Lab.DaemonSets, "kube-system", "kube-flannel-ds");
        lab.Edit(Lab.DaemonSets, "kube-system", "cilium", d =>
            d["spec"]!["template"]!["spec"]!["nodeSelector"] = new JsonObject { ["cilium"] = "off" }
        );
        await lab.ReadyAsync();
        Assert.Empty(Subjects(lab));
    }

    [Fact]
    public async Task One_that_comes_next_to_a_running_network_ends_Ready_is_told_once_and_goes_again()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        Create(lab, "cilium", "quay.io/cilium/cilium:v1.17.0", """{"k8s-app":"cilium"}""");
        await lab.UntilAsync(() => lab.Condition("Ready") == "False", "no longer Ready");
        Assert.Equal("SecondDataplane", lab.Condition("Ready", "reason"));
        Assert.Equal("True", lab.Condition("Applied"));
        await lab.UntilAsync(() => lab.Events("SecondDataplane").Count == 1, "told");
        Assert.Contains("05-cilium.conflist, not 10-flannel.conflist", lab.Events("SecondDataplane")[0], StringComparison.Ordinal);

        lab.Edit(n => n["spec"]!["acknowledge"] = new JsonArray(Rule));
        await lab.ReadyAsync();
        Assert.Equal("Acknowledged", lab.Condition("SoleDataplane", "reason"));
    }

    [Fact]
    public async Task Weave_over_a_flannel_that_was_retained_waits_and_names_who_left_it()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        lab.State.Delete(Lab.Networks, null, "default");
        await lab.UntilAsync(() => lab.Events("Retained").Count == 1, "what stays is told");
        Assert.Contains("DaemonSet kube-flannel/kube-flannel-ds", lab.Events("Retained")[0], StringComparison.Ordinal);

        lab.Create(spec: Weave);
        await lab.UntilAsync(() => Subjects(lab).Count == 1, "found");
        Assert.Contains("ClusterNetwork/default left it running", lab.Condition("Ready", "message"), StringComparison.Ordinal);
        Assert.Null(lab.State.Get(Lab.DaemonSets, "kube-system", "weave-net"));

        lab.State.Delete(Lab.DaemonSets, "kube-flannel", "kube-flannel-ds");
        await lab.ReadyAsync();
    }

    [Fact]
    public async Task The_same_provider_takes_over_what_was_retained()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        lab.State.Delete(Lab.Networks, null, "default");
        lab.Create("other");
        await lab.ReadyAsync("other");
        Assert.Equal("Alone", lab.Condition("SoleDataplane", "reason", "other"));
    }

    [Fact]
    public async Task When_the_older_of_two_networks_is_deleted_the_later_one_waits_for_its_dataplane_to_go()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create("first");
        await lab.ReadyAsync("first");
        lab.Create("second", Weave);
        await lab.UntilAsync(() => lab.Condition("Ready", "reason", "second") == "Superseded", "superseded");
        lab.State.Delete(Lab.Networks, null, "first");
        await lab.UntilAsync(() => lab.Condition("Ready", "reason", "second") == "SecondDataplane", "it waits");
        Assert.Contains("ClusterNetwork/first left it running", lab.Condition("Ready", "message", "second"), StringComparison.Ordinal);
        Assert.Null(lab.State.Get(Lab.DaemonSets, "kube-system", "weave-net"));
    }

    [Fact]
    public async Task The_flannel_inside_k3s_is_found_by_its_nodes()
    {
        await using var lab = await Lab.StartAsync(run: false);
        foreach (var node in lab.State.List(new ResourceName("", "nodes")))
            lab.Edit(new ResourceName("", "nodes"), null, node.Text("metadata", "name")!, n =>
                n["metadata"]!["annotations"] = new JsonObject
                {
                    ["flannel.alpha.coreos.com/backend-type"] = "vxlan",
                    ["k3s.io/node-args"] = """["server"]""",
                }
            );
        lab.Run();
        lab.Create(spec: Weave);
        await lab.UntilAsync(() => Subjects(lab).SequenceEqual(["Nodes"]), "found");
        Assert.Equal("SecondDataplane", lab.Condition("Ready", "reason"));
    }

    private static void Create(Lab lab, string name, string image, string labels)
    {
        var daemon = Daemon.Of("kube-system", name, image, labels);
        daemon.Remove("status");
        daemon["spec"]!["selector"] = new JsonObject { ["matchLabels"] = JsonNode.Parse(labels) };
        daemon["spec"]!["template"]!["spec"]!["tolerations"] = new JsonArray(new JsonObject { ["operator"] = "Exists" });
        daemon["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "kube-system" };
        lab.State.Create(Lab.DaemonSets, daemon, "kubectl");
    }

    private static IReadOnlyList<string?> Subjects(Lab lab, string name = "default") =>
        [
            .. lab
                .State.Get(Lab.Networks, null, name)
                .Items("status", "addressPlan", "findings")
                .Where(f => f.Text("rule") == Rule)
                .Select(f => f.Text("subject")),
        ];
}
