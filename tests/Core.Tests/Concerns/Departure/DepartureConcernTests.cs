using CniOperator.Core.Catalog;
using CniOperator.Core.Concerns.Departure;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Core.Pipeline;
using CniOperator.Core.Tests.Decisions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Concerns.Departure;

public sealed class DepartureConcernTests
{
    private readonly World _world = new();

    [Fact]
    public void Deletion_with_Retain_removes_nothing()
    {
        _world.Settle();
        _world.Metadata["deletionTimestamp"] = "2026-01-01T02:00:00Z";
        var decision = _world.Reconcile();
        Assert.Equal(3, _world.Cluster.Count);
        Assert.Null(decision.Status);
    }

    [Fact]
    public void Deletion_with_Remove_takes_workloads_first_keeps_the_Namespace_and_says_what_stays()
    {
        _world.Spec["deletionPolicy"] = "Remove";
        _world.Settle();
        Assert.True(new NetworkObject(_world.Network).HasFinalizer);
        _world.Metadata["deletionTimestamp"] = "2026-01-01T02:00:00Z";
        var first = _world.Decide();
        Assert.Equal("DaemonSet", Assert.IsType<DeleteStep>(Assert.Single(first.AllSteps())).Key.Kind);
        Assert.False(first.Releases);
        _world.Reconcile();
        _world.Pods = [];
        _world.Reconcile();
        Assert.Equal("Namespace", Assert.Single(_world.Cluster).Key.Kind);
        _world.Reconcile();
        Assert.False(new NetworkObject(_world.Network).HasFinalizer);
        Assert.Contains("Namespace net", Assert.Single(_world.Events, e => e.Reason == "Uninstalled").Message, StringComparison.Ordinal);
        var list = Assert.Single(_world.OwnObjects);
        Assert.Equal("leftovers.default", list.Key.Name);
        Assert.Null(list.Value.At("metadata", "ownerReferences"));
        Assert.Contains("Namespace net", list.Value.Text("data", "leftovers.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_cannot_be_written_holds_no_uninstallation()
    {
        _world.Spec["deletionPolicy"] = "Remove";
        _world.Settle();
        _world.Metadata["deletionTimestamp"] = "2026-01-01T02:00:00Z";
        _world.Reconcile();
        _world.Pods = [];
        _world.Reconcile();

        _world.Reconcile(s => new ApplyFailure(
            s.Key,
            "configmaps",
            "patch",
            403,
            "Forbidden",
            "no",
            1,
            _world.Now + TimeSpan.FromMinutes(1)
        ));

        Assert.False(new NetworkObject(_world.Network).HasFinalizer);
        Assert.Empty(_world.OwnObjects);
        Assert.Contains(_world.Events, e => e.Reason == "Uninstalled");
    }

    public static TheoryData<string> Addons => [.. AddonCatalog.BuiltIn.Addons.Select(a => a.Name)];

    [Theory]
    [MemberData(nameof(Addons))]
    public void What_stays_is_told_whole_in_Events_that_the_API_server_takes_and_the_CNI_file_first(string name)
    {
        var addon = AddonCatalog.BuiltIn.Find(name)!;
        var kept = Enumerable
            .Range(1, 40)
            .Select(i => new ObjectKey("apiextensions.k8s.io/v1", "CustomResourceDefinition", null, $"kind{i}s.of.example"));
        var leftovers = Leftovers.Of("default", addon, kept);

        var messages = LeftoverEvents.Of(leftovers).Select(e => e.Message).ToList();

        Assert.All(messages, m => Assert.InRange(m.Length, 1, 1024));
        Assert.InRange(messages.Count, 1, 10);
        Assert.All(leftovers.OnNodes.SelectMany(g => g.Entries).Concat(leftovers.Notes).Concat(leftovers.InCluster), e =>
            Assert.Contains(messages, m => m.Contains(e, StringComparison.Ordinal))
        );
        Assert.Contains(addon.Cni.File, messages[0], StringComparison.Ordinal);
        Assert.Contains("kind9s.of.example", messages[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Pods_on_a_dead_node_do_not_hold_an_uninstallation_forever()
    {
        _world.Spec["deletionPolicy"] = "Remove";
        _world.Settle();
        _world.Metadata["deletionTimestamp"] = "2026-01-01T00:00:00Z";
        var waiting = _world.Reconcile();
        Assert.Equal(Live.Time + TimeSpan.FromMinutes(2), waiting.LookAgainAt);
        _world.Now += TimeSpan.FromMinutes(2);
        _world.Reconcile();
        Assert.Equal("Namespace", Assert.Single(_world.Cluster).Key.Kind);
    }
}
