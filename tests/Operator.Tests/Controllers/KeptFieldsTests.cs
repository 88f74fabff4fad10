using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using CniOperator.Controllers;
using CniOperator.Core.AddressPlan.Sources;
using CniOperator.Core.Rollout;
using CniOperator.Runtime.Client.Resources;
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
        "labels":{"kubernetes.io/os":"windows","zone":"a"},"annotations":{"big":"text"}},"spec":{"unschedulable":true,"podCIDR":"10.0.0.0/24","podCIDRs":["10.0.0.0/24","fd00::/64"]},
        "status":{"capacity":{"pods":"250","cpu":"4"},"nodeInfo":{"containerRuntimeVersion":"docker://27.1","kernelVersion":"6"},
        "addresses":[{"type":"InternalIP","address":"192.0.2.1"},{"type":"ExternalIP","address":"198.51.100.1"},{"type":"Hostname","address":"node-1"}],
        "conditions":[{"type":"DiskPressure","status":"False"},{"type":"Ready","status":"Unknown","message":"m"},{"type":"NetworkHealthy","status":"False","reason":"NodeDown","message":"m"}],"images":[{"names":["x"],"sizeBytes":1}]}}
        """;

    [Fact]
    public void A_pod_in_the_cache_tells_as_much_as_the_whole_one() =>
        Assert.Equivalent(PodView.Of(Whole(Pod)), PodView.Of(Kept(Pod, PodResource.Type).Json), strict: true);

    [Fact]
    public void A_pod_that_is_assigned_tells_its_node() =>
        Assert.Equal(
            "node-2",
            PodView
                .Of(
                    Kept(
                        Pod.Replace("\"containers\"", "\"nodeName\":\"node-2\",\"containers\"", StringComparison.Ordinal),
                        PodResource.Type
                    ).Json
                )
                .Node
        );

    [Fact]
    public void A_node_in_the_cache_tells_as_much_as_the_whole_one() =>
        Assert.Equal(NodeView.Of(Whole(Node)), NodeView.Of(Kept(Node, NodeResource.Type).Json));

    [Fact]
    public void A_node_in_the_cache_tells_the_address_plan_as_much_as_the_whole_one()
    {
        var whole = NodeReader.Of(Whole(Node));
        Assert.True(NodeReader.Same(whole, NodeReader.Of(Kept(Node, NodeResource.Type).Json)));
        Assert.Equal((250, true, 2), (whole.MaxPods, whole.RunsDocker, whole.Addresses.Count));
    }

    [Fact]
    public void Objects_that_state_the_clusters_addresses_are_kept_as_far_as_they_are_read()
    {
        const string Manager = """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"kcm","labels":{"component":"kube-apiserver","tier":"x"}},
             "spec":{"containers":[{"name":"c","image":"i","command":["kube-apiserver"],"args":["--advertise-address=192.0.2.1","--service-cluster-ip-range=10.96.0.0/12"]}]}}
            """;
        const string Slice = """{"metadata":{"name":"kubernetes"},"endpoints":[{"addresses":["192.0.2.2"],"conditions":{"ready":true}}]}""";
        const string Service = """{"metadata":{"name":"kubernetes"},"spec":{"clusterIPs":["10.1.0.1"],"ports":[]}}""";
        const string Kubeadm =
            """{"metadata":{"name":"kubeadm-config"},"data":{"ClusterConfiguration":"{kind: ClusterConfiguration, networking: {podSubnet: 10.244.0.0/16}}"}}""";
        var read = ClusterAddressReader.Read(
            new ClusterObjects
            {
                ControlPlanePods = [Kept(Manager, AddressSources.ControlPlanePods.Type).Json],
                ApiServerSlices = [Kept(Slice, AddressSources.ApiServerSlices.Type).Json],
                ApiServerService = Kept(Service, AddressSources.ApiServerService.Type).Json,
                KubeadmConfig = Kept(Kubeadm, AddressSources.KubeadmConfig.Type).Json,
            },
            null
        );
        Assert.Equal(["10.96.0.0/12", "10.1.0.1/32"], read.Services.Select(s => s.Network.ToString()));
        Assert.Equal(["192.0.2.1", "192.0.2.2"], read.ApiServers.Select(s => s.Address.ToString()));
        Assert.Equal(2, read.ControlPlane.Count);
    }

    [Fact]
    public void A_change_of_a_pods_status_or_metadata_is_none()
    {
        const string Pod =
            """{"metadata":{"name":"p","resourceVersion":"1","labels":{"component":"kube-apiserver"}},"spec":{"containers":[{"command":["a"]}]},"status":{"phase":"Pending"}}""";
        var before = Kept(Pod, AddressSources.ControlPlanePods.Type);
        Assert.False(
            AddressSources.Matters(
                before,
                Kept(
                    Pod.Replace("Pending", "Running", StringComparison.Ordinal).Replace("\"1\"", "\"2\"", StringComparison.Ordinal),
                    AddressSources.ControlPlanePods.Type
                )
            )
        );
        Assert.True(
            AddressSources.Matters(
                before,
                Kept(Pod.Replace("\"a\"", "\"b\"", StringComparison.Ordinal), AddressSources.ControlPlanePods.Type)
            )
        );
    }

    [Fact]
    public void What_is_never_read_is_not_kept()
    {
        Assert.DoesNotContain("big", Kept(Pod, PodResource.Type).Json.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("DiskPressure", Kept(Node, NodeResource.Type).Json.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("images", Kept(Node, NodeResource.Type).Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_engine_finds_the_identity_and_the_end_of_the_list()
    {
        var pod = Kept(Pod, PodResource.Type).Metadata;
        Assert.Equal(("n", "p", "u", "7"), (pod.NamespaceProperty, pod.Name, pod.Uid, pod.ResourceVersion));
        Assert.Equal("o", pod.OwnerReferences[1].Uid);
        var bookmark = Kept(
            """{"kind":"Pod","metadata":{"resourceVersion":"9","annotations":{"k8s.io/initial-events-end":"true"}}}""",
            PodResource.Type
        ).Metadata;
        Assert.Equal(("9", "true"), (bookmark.ResourceVersion, bookmark.Annotations["k8s.io/initial-events-end"]));
    }

    private static JsonObject Whole(string json) => (JsonObject)JsonNode.Parse(json)!;

    private static Unstructured Kept(string json, ResourceType<Unstructured> type) =>
        WatchEventReader.Read(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes($$"""{"type":"ADDED","object":{{json}}}""")), type).Object!;
}
