using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.TakeOver;
using CniOperator.Core.Tests.Rendering;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Ownership;

namespace CniOperator.Core.Tests.TakeOver;

public sealed class What_changes_nothing_waits
{
    private readonly IReadOnlyList<Manifest> _objects = Sample.Flannel().Render().Objects;
    private readonly Dictionary<ObjectKey, JsonObject> _running = [];
    private readonly JsonObject _live;

    // As upstream's manifest has it, applied by someone else.
    public What_changes_nothing_waits()
    {
        var configuration = _objects.Single(o => o.Key.Kind == "ConfigMap");
        _running[configuration.Key] = configuration.Json.Clone();
        _live = DaemonSet.Json.Clone();
        _live["spec"]!["template"]!["metadata"]!.AsObject().Remove("annotations");
        foreach (var list in new[] { "containers", "initContainers" })
        foreach (var container in _live.Items("spec", "template", "spec", list))
            container["terminationMessagePolicy"] = "File";
        _live["metadata"]!["managedFields"] = new JsonArray(Live.Entry("kubectl-client-side-apply", "Update", Live.Fields(_live)));
    }

    private Manifest DaemonSet => _objects.Single(o => o.Key.Kind == "DaemonSet");

    [Fact]
    public void An_untouched_dataplane_keeps_its_pod_template()
    {
        var kept = Keep();
        Assert.DoesNotContain("terminationMessagePolicy", kept["spec"]!["template"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Null(kept.At("spec", "template", "metadata", "annotations"));
        Assert.Equal(HashOf(DaemonSet.Json), kept.Text("metadata", "annotations", ClusterNetworkApi.HashAnnotation));
        Assert.DoesNotContain(ObjectComparer.Compare(kept, _live, Live.Us), d =>
            d.Path.StartsWith("spec.template", StringComparison.Ordinal) && d.IsDrift
        );
    }

    [Fact]
    public void White_space_in_a_configuration_changes_nothing_and_a_value_does()
    {
        var data = _running.Values.Single()["data"]!;
        data["net-conf.json"] = """{"Network":"10.244.0.0/16","EnableNFTables":false,"Backend":{"Type":"vxlan"}}""";
        Assert.NotSame(DaemonSet.Json, Keep());
        data["net-conf.json"] = """{"Network":"10.244.0.0/16","EnableNFTables":false,"Backend":{"Type":"vxlan","VNI":3}}""";
        Assert.Same(DaemonSet.Json, Keep());
    }

    [Fact]
    public void A_change_of_substance_takes_everything_along()
    {
        _live["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = "flannel:v0.28.8";
        Assert.Same(DaemonSet.Json, Keep());
    }

    [Fact]
    public void A_configuration_that_no_one_saw_before_it_was_applied_counts_as_changed()
    {
        _running.Clear();
        Assert.Same(DaemonSet.Json, Keep());
    }

    [Fact]
    public void Afterwards_the_hash_on_the_workload_tells_whether_the_configuration_changed()
    {
        var first = Keep();
        var live = Live.AppliedByUs(first);
        _running.Clear();
        Assert.True(JsonNode.DeepEquals(first, Keep(live)));
        Assert.Empty(ObjectComparer.Compare(Keep(live), live, Live.Us));

        live["metadata"]!["annotations"]![ClusterNetworkApi.HashAnnotation] = "0000000000000000";
        Assert.Same(DaemonSet.Json, Keep(live));
    }

    [Fact]
    public void What_is_as_rendered_is_applied_as_rendered() => Assert.Same(DaemonSet.Json, Keep(Live.AppliedByUs(DaemonSet.Json)));

    [Fact]
    public void Words_that_a_new_version_takes_from_the_log_wait_in_a_network_of_our_own()
    {
        var before = DaemonSet.Json.Clone();
        foreach (var container in before.Items("spec", "template", "spec", "containers"))
            container.Remove("terminationMessagePolicy");
        var live = Live.AppliedByUs(before);
        Assert.True(JsonNode.DeepEquals(before, Keep(live)));
    }

    private JsonObject Keep(JsonObject? live = null) =>
        WaitingFields.Keep(DaemonSet, live ?? _live, _objects, k => _running.GetValueOrDefault(k)).Json;

    private static string? HashOf(JsonObject workload) =>
        workload.Text("spec", "template", "metadata", "annotations", ClusterNetworkApi.HashAnnotation);
}
