using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Connectivity.Observing;
using CniOperator.Health;
using CniOperator.Health.Kubelet;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Operator.Tests.Connectivity;

public sealed class What_is_known_of_nodes_and_agents
{
    [Fact]
    public void Nodes_come_with_their_agents_by_name()
    {
        var view = Sight.Directory(12).View(arePodsSeen: true);
        Assert.Equal(view.Nodes.Select(n => n.Name).Order(StringComparer.Ordinal), view.Nodes.Select(n => n.Name));
        var node = view.Nodes.Single(n => n.Name == "node-4");
        Assert.Equal((NodeId.Of("uid-4"), "b", true, true, false), (node.Id, node.Zone, node.Ready, node.Schedulable, node.Leaving));
        Assert.Equal(CanaryReadiness.Ready, node.Canary!.Readiness);
        Assert.Equal(["10.244.4.2"], node.Canary.Addresses);
        var desk = view.Desk.Single(d => d.Name == "node-4");
        Assert.Equal(
            ("192.0.2.4", "10.244.4.2", "10.244.4.3"),
            (desk.Host.IPv4.ToString(), desk.Canary.IPv4.ToString(), desk.Echo.IPv4.ToString())
        );
    }

    [Fact]
    public void While_nothing_changes_the_view_is_the_same()
    {
        var directory = Sight.Directory(3);
        var before = directory.View(arePodsSeen: true);
        Assert.Same(before, directory.View(arePodsSeen: true));
        directory.Put(Sight.Node(2), Sight.Node(2));
        Assert.Same(before, directory.View(arePodsSeen: true));
    }

    [Fact]
    public void One_that_changes_leaves_the_others_the_same()
    {
        var directory = Sight.Directory(3);
        var before = directory.View(arePodsSeen: true);
        directory.Put(Sight.Node(2, n => n["spec"]!["unschedulable"] = true), Sight.Node(2));
        var after = directory.View(arePodsSeen: true);
        Assert.False(after.Nodes[1].Schedulable);
        Assert.Same(before.Nodes[0], after.Nodes[0]);
        Assert.Same(before.Desk[2], after.Desk[2]);
        Assert.Equal(before.Ring, after.Ring);
    }

    [Theory]
    [InlineData("""{"spec":{"taints":[{"key":"ToBeDeletedByClusterAutoscaler"}]}}""")]
    [InlineData("""{"spec":{"taints":[{"key":"a"},{"key":"DeletionCandidateOfClusterAutoscaler"}]}}""")]
    [InlineData("""{"spec":{"taints":[{"key":"karpenter.sh/disrupted"}]}}""")]
    [InlineData("""{"metadata":{"deletionTimestamp":"2026-03-01T00:00:00Z"}}""")]
    public void A_node_is_leaving_when_it_is_deleted_or_an_autoscaler_says_so(string json)
    {
        var node = Sight.Node(1);
        foreach (var (part, fields) in Lab.Json(json))
        {
            foreach (var (name, value) in fields!.AsObject())
                node[part]![name] = value!.DeepClone();
        }

        Assert.True(NodeRecord.Of(node)!.Leaving);
        Assert.False(NodeRecord.Of(Sight.Node(1, n => n["spec"]!["taints"] = new JsonArray(Lab.Json("""{"key":"other"}"""))))!.Leaving);
    }

    [Fact]
    public void A_node_that_runs_Windows_has_no_agents() =>
        Assert.Null(NodeRecord.Of(Sight.Node(1, n => n["metadata"]!["labels"]!["kubernetes.io/os"] = "windows")));

    [Fact]
    public void The_ring_changes_when_nodes_come_go_or_move_to_another_zone_and_not_else()
    {
        var directory = Sight.Directory(3);
        var rings = new List<long> { Ring() };
        directory.Put(Sight.Node(4));
        rings.Add(Ring());
        directory.Put(Sight.Node(4, n => n["metadata"]!["uid"] = "other"), Sight.Node(4));
        rings.Add(Ring());
        directory.Put(Sight.Node(3, n => n["metadata"]!["labels"]!["topology.kubernetes.io/zone"] = "z"), Sight.Node(3));
        rings.Add(Ring());
        directory.OnNode(new ObjectChange<Unstructured>(ChangeType.Deleted, null, new Unstructured(Sight.Node(1)), false));
        rings.Add(Ring());
        Assert.Equal(rings.Distinct(), rings);
        directory.Put(Sight.Node(2, n => n["status"]!["conditions"]![0]!["status"] = "False"), Sight.Node(2));
        directory.PutPod(Sight.Pod(2, "canary", p => p["status"]!["conditions"]![0]!["status"] = "False"));
        Assert.Equal(rings[^1], Ring());
        Assert.Equal(["node-2", "node-3", "node-4"], directory.View(arePodsSeen: true).Nodes.Select(n => n.Name));

        long Ring() => directory.View(arePodsSeen: true).Ring;
    }

    [Fact]
    public void A_pod_that_is_missing_does_not_run_and_one_that_cannot_be_seen_is_not_known()
    {
        var directory = new NodeDirectory();
        directory.Put(Sight.Node(1));
        Assert.Equal(CanaryReadiness.NotRunning, directory.View(arePodsSeen: true).Nodes[0].Canary!.Readiness);
        Assert.Null(directory.View(arePodsSeen: false).Nodes[0].Canary);
        Assert.NotNull(directory.View(arePodsSeen: true).Nodes[0].Canary);
    }

    [Fact]
    public void A_pod_that_waits_says_why_and_stands_on_the_node_that_it_is_meant_for()
    {
        var waits = Sight.Pod(1, "canary", p =>
        {
            p["spec"] = Lab.Json(
                """
                {"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[
                 {"matchFields":[{"key":"metadata.name","operator":"In","values":["node-1"]}]}]}}}}
                """
            );
            p["status"] = Lab.Json(
                """{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","message":"Insufficient memory"}]}"""
            );
        });
        var directory = new NodeDirectory();
        directory.Put(Sight.Node(1));
        directory.PutPod(waits);
        var canary = directory.View(arePodsSeen: true).Nodes[0].Canary!;
        Assert.Equal((CanaryReadiness.NotRunning, "no node takes it: Insufficient memory"), (canary.Readiness, canary.Message));
    }

    [Fact]
    public void A_container_that_waits_says_why()
    {
        var pod = AgentPod.Of(
            Sight.Pod(1, "canary", p =>
                p["status"]!["containerStatuses"] = new JsonArray(
                    Lab.Json("""{"ready":false,"state":{"waiting":{"reason":"ImagePullBackOff","message":"no such image"}}}""")
                )
            )
        );
        Assert.Equal((CanaryReadiness.NotRunning, "ImagePullBackOff: no such image"), (pod.Readiness, pod.Message));
    }

    [Fact]
    public void Of_two_pods_on_one_node_the_one_that_stays_counts_and_its_end_leaves_the_other()
    {
        var directory = Sight.Directory(1);
        var goes = Sight.Pod(1, "canary", p => p["metadata"]!["deletionTimestamp"] = "2026-03-01T00:00:00Z");
        directory.PutPod(goes, Sight.Pod(1, "canary"));
        Assert.True(Canary().Terminating);
        var comes = Sight.Pod(1, "canary", p =>
        {
            p["metadata"]!["name"] = "canary-1b";
            p["status"]!["podIPs"]![0]!["ip"] = "10.244.1.9";
        });
        directory.PutPod(comes);
        Assert.Equal((false, "10.244.1.9"), (Canary().Terminating, Canary().Addresses[0]));
        directory.OnPod(new ObjectChange<AgentPod>(ChangeType.Deleted, AgentPod.Of(goes), AgentPod.Of(goes), false));
        Assert.Equal("10.244.1.9", Canary().Addresses[0]);
        directory.OnPod(new ObjectChange<AgentPod>(ChangeType.Deleted, AgentPod.Of(comes), AgentPod.Of(comes), false));
        Assert.Equal(CanaryReadiness.NotRunning, Canary().Readiness);

        Health.Verdicts.CanaryFacts Canary() => directory.View(arePodsSeen: true).Nodes[0].Canary!;
    }

    [Fact]
    public void A_pod_may_come_before_its_node()
    {
        var directory = new NodeDirectory();
        directory.PutPod(Sight.Pod(1, "canary"));
        Assert.Empty(directory.View(arePodsSeen: true).Nodes);
        directory.Put(Sight.Node(1));
        Assert.Equal(CanaryReadiness.Ready, directory.View(arePodsSeen: true).Nodes[0].Canary!.Readiness);
    }

    [Fact]
    public void Caches_get_of_a_pod_what_they_compare_and_a_bookmark_says_that_the_list_is_whole()
    {
        var pod = Read(Sight.Pod(3, "echo").ToJsonString());
        Assert.Equal(
            ("echo-3", "cni-operator-system", "1", "Pod", "v1"),
            (pod.Metadata.Name, pod.Metadata.NamespaceProperty, pod.Metadata.ResourceVersion, pod.Kind, pod.ApiVersion)
        );
        Assert.NotEqual(pod.Metadata.Uid, Read(Sight.Pod(4, "echo").ToJsonString()).Metadata.Uid);
        Assert.Null(pod.Metadata.Annotations);
        var mark = Read("""{"kind":"Pod","metadata":{"resourceVersion":"9","annotations":{"k8s.io/initial-events-end":"true"}}}""");
        Assert.Equal("true", mark.Metadata.Annotations["k8s.io/initial-events-end"]);
        Assert.Null(Read("""{"metadata":{"name":"a","annotations":{"other":"true"}}}""").Metadata.Annotations);
    }

    [Fact]
    public void Whatever_a_pod_holds_it_can_be_read()
    {
        foreach (var json in new[] { "{}", """{"metadata":[],"spec":1,"status":{"podIPs":"x","containerStatuses":[3],"conditions":{}}}""" })
            Assert.Equal(CanaryReadiness.NotRunning, Read(json).Readiness);
    }

    private static AgentPod Read(string json) => JsonSerializer.Deserialize(json, AgentPod.Type.TypeInfo)!;
}
