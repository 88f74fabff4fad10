using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Nodes;
using CniOperator.Sandbox.Storage;
using Microsoft.Extensions.Time.Testing;

namespace CniOperator.Operator.Tests.Loop;

/// <summary>Ready follows what nodes say of themselves.</summary>
public sealed class ServedNodesTests
{
    private const string OtherDirectories = """
        {"provider":"flannel","podNetwork":{"cidrs":["10.244.0.0/16"]},
         "flannel":{"cni":{"confDir":"/var/lib/rancher/k3s/agent/etc/cni/net.d","binDir":"/var/lib/rancher/k3s/data/cni"}}}
        """;

    private static readonly ResourceName Pods = new("", "pods");

    [Fact]
    public async Task A_CNI_file_where_no_runtime_reads_it_leaves_the_network_not_ready_until_it_is_moved()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var lab = await Lab.StartAsync(clock);
        lab.Create(spec: OtherDirectories);
        await UntilAsync(lab, clock, () => lab.Condition("DataplaneAvailable", "reason") == "NodesNotServed", "told");
        Assert.Equal(("False", "True"), (lab.Condition("Ready"), lab.Condition("Stalled")));
        var message = lab.Condition("Ready", "message");
        Assert.StartsWith("nodes node-1, node-2, node-3 say that pods get no network there", message, StringComparison.Ordinal);
        Assert.Contains("10-flannel.conflist was written to /var/lib/rancher/k3s/agent/etc/cni/net.d", message, StringComparison.Ordinal);
        Assert.Contains("plugins to /var/lib/rancher/k3s/data/cni (spec.flannel.cni)", message, StringComparison.Ordinal);
        Assert.Equal(
            ["node-1", "node-2", "node-3"],
            lab.State.Get(Lab.Networks, null, "default").Items("status", "rollout", "problems").Select(p => p.Text("node"))
        );

        // A pod of the pod network starts on no such node.
        lab.State.Create(
            Pods,
            Lab.Json(
                """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"default"},"spec":{"nodeName":"node-1","containers":[{"name":"c","image":"i:1"}]}}"""
            ),
            "test"
        );
        await UntilAsync(lab, clock, () => lab.Events("NetworkNotReady").Count > 0, "the kubelet says so");
        Assert.NotEqual("Running", lab.State.Get(Pods, "default", "p").Text("status", "phase"));

        lab.Edit(n => n["spec"]!.AsObject().Remove("flannel"));
        await UntilAsync(lab, clock, () => lab.Condition("Ready") == "True", "Ready");
        await UntilAsync(lab, clock, () => lab.State.Get(Pods, "default", "p").Text("status", "phase") == "Running", "the pod starts");
    }

    [Fact]
    public async Task A_normal_start_turns_Ready_once()
    {
        await using var lab = await Lab.StartAsync();
        var turns = new List<string>();
        lab.State.Changed += _ =>
        {
            lock (turns)
                if (lab.Condition("Ready") is { Length: > 0 } now && (turns.Count == 0 || turns[^1] != now))
                    turns.Add(now);
        };
        lab.Create();
        await lab.ReadyAsync();
        lab.Cluster.Nodes.Add("late");
        await lab.UntilAsync(
            () =>
                lab.State.Get(Lab.Networks, null, "default").Text("status", "rollout", "nodes") == "4/4"
                && lab.Condition("Ready") == "True",
            "runs on the fourth"
        );
        lock (turns)
            Assert.Equal(["False", "True", "False", "True"], turns);
    }

    [Fact]
    public async Task A_node_that_is_not_ready_for_another_reason_is_named_and_keeps_no_network_from_being_Ready()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        using (lab.Cluster.Nodes.Inject(new NodeFault(NodeFaultKind.NotReady) { Node = "node-2", Message = "container runtime is down" }))
        {
            await lab.UntilAsync(
                () =>
                    lab.Condition("Ready", "message")
                        .Contains("node-2 (KubeletNotReady: container runtime is down)", StringComparison.Ordinal),
                "named"
            );
            Assert.Equal("True", lab.Condition("Ready"));
        }

        await lab.UntilAsync(() => !lab.Condition("Ready", "message").Contains("node-2", StringComparison.Ordinal), "over");
    }

    private static Task UntilAsync(Lab lab, FakeTimeProvider clock, Func<bool> holds, string what) =>
        lab.UntilAsync(
            () =>
            {
                if (holds())
                    return true;
                clock.Advance(TimeSpan.FromMilliseconds(250));
                return false;
            },
            what
        );
}
