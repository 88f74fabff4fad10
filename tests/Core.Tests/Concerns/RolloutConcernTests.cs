using CniOperator.Core.Api;
using CniOperator.Core.Observation;
using CniOperator.Core.Rollout;
using CniOperator.Core.Tests.Decisions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Concerns;

public sealed class RolloutConcernTests
{
    private static readonly ObjectKey Account = new("v1", "ServiceAccount", TestAddon.Namespace, "net-account");

    [Fact]
    public void Pods_of_an_account_that_was_recreated_are_restarted_one_after_the_other()
    {
        var world = Settled();
        RecreateAccount(world);
        for (var restarted = 1; restarted <= 3; restarted++)
        {
            world.Reconcile();
            Assert.Equal(restarted, world.Pods.Count(p => p.Uid.EndsWith('x')));
            Assert.Equal("False", world.Condition("Ready"));
            world.Reconcile();
            Assert.Equal(restarted, world.Pods.Count(p => p.Uid.EndsWith('x')));
            world.Pods = [.. world.Pods.Select(p => p with { Ready = true })];
        }

        world.Reconcile();
        Assert.Equal("True", world.Condition("Ready"));
        var events = world.Events.Where(e => e.Reason == EventReasons.PodsRestarted).Select(e => e.Message).ToList();
        Assert.Equal(3, events.Count);
        Assert.StartsWith(
            "restarted net/ds-0 on node-1: it was started before ServiceAccount net/net-account was recreated",
            events[0],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_may_not_be_deleted_is_said_and_no_other_pod_is_tried_meanwhile()
    {
        var world = Settled();
        RecreateAccount(world);
        var tried = new List<ObjectKey>();
        world.Reconcile(step =>
        {
            tried.Add(step.Key);
            return new ApplyFailure(
                step.Key,
                "pods",
                "delete",
                403,
                "Forbidden",
                "pods is forbidden",
                1,
                world.Now + TimeSpan.FromSeconds(1)
            );
        });
        world.Reconcile();
        Assert.Single(tried);
        Assert.Contains(
            "could not delete Pod net/ds-0: 403 Forbidden: pods is forbidden",
            world.Text("Ready", "message"),
            StringComparison.Ordinal
        );
        Assert.Equal("True", world.Condition("Stalled"));
    }

    [Fact]
    public void While_paused_nothing_is_restarted()
    {
        var world = Settled();
        world.Spec["managementState"] = "Paused";
        RecreateAccount(world);
        world.Reconcile();
        Assert.DoesNotContain(world.Pods, p => p.Uid.EndsWith('x'));
        Assert.Contains("the operator restarts no pod", world.Text("DataplaneAvailable", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_whole_log_is_in_status_once_for_all_that_have_it()
    {
        var world = Settled();
        const string Log =
            "I0101 00:00:00.000000       1 main.go:1] hello\nE0101 00:00:00.000001       1 main.go:2] no podCIDR assigned\nI0101 00:00:00.000002       1 main.go:3] bye";
        world.RunPods(1);
        world.Pods =
        [
            .. world.Pods.Select(p =>
                p.Ready ? p : p with { Containers = [new ContainerView("c", "CrashLoopBackOff", null, 1, "Error", Log, false, 9)] }
            ),
        ];
        world.Reconcile();
        var problems = world.Network["status"].Items("rollout", "problems").ToList();
        Assert.All(problems, p => Assert.Equal("c exited with code 1: no podCIDR assigned", p.Text("message")));
        Assert.Equal([Log, null], problems.Select(p => p.Text("log")));
    }

    [Fact]
    public void What_the_network_gives_is_unknown_until_every_node_runs_it()
    {
        var world = new World();
        world.Addon.Descriptor["capabilities"]!["encryption"] = "true";
        world.Settle();
        Assert.Equal("True", Encryption(world));
        world.Cluster[world.Key("DaemonSet")]["status"]!["updatedNumberScheduled"] = 1;
        world.Reconcile();
        Assert.Equal("Unknown", Encryption(world));
    }

    [Fact]
    public void An_MTU_is_said_to_be_that_of_pods_that_start_now()
    {
        var world = Settled();
        Assert.DoesNotContain(world.Network["status"].Items("networkModel"), r => r.Text("requirement") == "MTU");
        world.Spec["podNetwork"]!["mtu"] = 1400;
        world.Reconcile();
        var mtu = world.Network["status"].Items("networkModel").Single(r => r.Text("requirement") == "MTU");
        Assert.Equal("Unknown", mtu.Text("status"));
        Assert.StartsWith("pods that start now get an MTU of 1400. A pod keeps the one", mtu.Text("message"), StringComparison.Ordinal);
    }

    private static string? Encryption(World world) =>
        world.Network["status"].Items("networkModel").First(r => r.Text("requirement") == "Encryption").Text("status");

    private static World Settled()
    {
        var world = new World();
        world.Objects.Insert(1, World.Object("v1", "ServiceAccount", TestAddon.Namespace, Account.Name));
        var daemons = world.Objects.FindIndex(o => o.Key.Kind == "DaemonSet");
        world.Objects[daemons] = World.Object(
            "apps/v1",
            "DaemonSet",
            TestAddon.Namespace,
            "ds",
            """{"spec":{"selector":{"matchLabels":{"app":"x"}},"template":{"spec":{"serviceAccountName":"net-account"}}}}"""
        );
        world.Nodes.ForEach(n => n["status"]!["conditions"]![0]!["status"] = "True");
        world.Settle();
        return world;
    }

    private static void RecreateAccount(World world)
    {
        world.Now += TimeSpan.FromMinutes(1);
        world.Cluster[Account]["metadata"]!["uid"] = "another";
        world.Cluster[Account]["metadata"]!["creationTimestamp"] = world.Now.ToString("yyyy-MM-ddTHH:mm:ssZ");
    }
}
