using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using CniOperator.Controllers;
using CniOperator.Core.Rollout;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Watching;

namespace CniOperator.Operator.Tests.Controllers;

/// <summary>The caches keep a few fields of each object: these must be all that decisions read.</summary>
public class KeptFieldsTests
{
    private const string Pod = """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"n","uid":"u","resourceVersion":"7","creationTimestamp":"2026-01-01T00:00:00Z",
        "deletionTimestamp":"2026-01-02T00:00:00Z","labels":{"app":"flannel","a.b/c":"d"},"annotations":{"big":"text"},"managedFields":[{"manager":"kubelet"}],
        "ownerReferences":[{"apiVersion":"v1","kind":"Other","uid":"x"},{"apiVersion":"apps/v1","kind":"DaemonSet","name":"ds","uid":"o","controller":true}]},
        "spec":{"containers":[{"name":"c"}],"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[
        {"matchExpressions":[{"key":"k","operator":"Exists"}]},{"matchFields":[{"key":"metadata.name","operator":"In","values":["node-1"]}]}]}}}},
        "status":{"phase":"Failed","reason":"Evicted","message":"low on disk","hostIP":"192.0.2.1",
        "conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/3 nodes"},{"type":"Ready","status":"True","lastTransitionTime":"2026-01-01T00:00:05Z"}],
        "initContainerStatuses":[{"name":"i","image":"x","restartCount":2,"state":{"terminated":{"exitCode":1,"reason":"Error","message":"no"}}}],
        "containerStatuses":[{"name":"c","restartCount":3,"state":{"waiting":{"reason":"CrashLoopBackOff","message":"back-off"}},"lastState":{"terminated":{"exitCode":137,"reason":"OOMKilled"}}}]}}
        """;

    private const string Node = """
        {"apiVersion":"v1","kind":"Node","metadata":{"name":"node-1","uid":"u","resourceVersion":"7","creationTimestamp":"2026-01-01T00:00:00Z",
        "labels":{"kubernetes.io/os":"windows"},"annotations":{"big":"text"}},"spec":{"unschedulable":true,"podCIDR":"10.0.0.0/24","podCIDRs":["10.0.0.0/24","fd00::/64"]},
        "status":{"conditions":[{"type":"DiskPressure","status":"False"},{"type":"Ready","status":"Unknown","message":"m"}],"images":[{"names":["x"],"sizeBytes":1}]}}
        """;

    [Fact]
    public void A_pod_in_the_cache_tells_as_much_as_the_whole_one() =>
        Assert.Equivalent(PodView.Of(Whole(Pod)), PodView.Of(Kept(Pod, PodResource.Type).Json), strict: true);

    [Fact]
    public void A_pod_that_is_assigned_tells_its_node() =>
        Assert.Equal("node-2", PodView.Of(Kept(Pod.Replace("\"containers\"", "\"nodeName\":\"node-2\",\"containers\"", StringComparison.Ordinal), PodResource.Type).Json).Node);

    [Fact]
    public void A_node_in_the_cache_tells_as_much_as_the_whole_one() =>
        Assert.Equal(NodeView.Of(Whole(Node)), NodeView.Of(Kept(Node, NodeResource.Type).Json));

    [Fact]
    public void What_nobody_reads_is_not_kept()
    {
        Assert.DoesNotContain("big", Kept(Pod, PodResource.Type).Json.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("images", Kept(Node, NodeResource.Type).Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_engine_finds_the_identity_and_the_end_of_the_list()
    {
        var pod = Kept(Pod, PodResource.Type).Metadata;
        Assert.Equal(("n", "p", "u", "7"), (pod.NamespaceProperty, pod.Name, pod.Uid, pod.ResourceVersion));
        Assert.Equal("o", pod.OwnerReferences[1].Uid);
        var bookmark = Kept("""{"kind":"Pod","metadata":{"resourceVersion":"9","annotations":{"k8s.io/initial-events-end":"true"}}}""", PodResource.Type).Metadata;
        Assert.Equal(("9", "true"), (bookmark.ResourceVersion, bookmark.Annotations["k8s.io/initial-events-end"]));
    }

    private static JsonObject Whole(string json) => (JsonObject)JsonNode.Parse(json)!;

    private static Unstructured Kept(string json, ResourceType<Unstructured> type) =>
        WatchEventReader.Read(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes($$"""{"type":"ADDED","object":{{json}}}""")), type).Object!;
}
