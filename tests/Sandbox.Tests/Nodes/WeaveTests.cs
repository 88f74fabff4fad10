using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;
using CniOperator.Sandbox.Nodes;

namespace CniOperator.Sandbox.Tests.Nodes;

public sealed class WeaveTests
{
    [Fact]
    public async Task Weave_Net_makes_every_node_ready()
    {
        await using var cluster = await SimulatedCluster.StartAsync();
        cluster.Apply(Manifests(""));
        await cluster.RunAsync(3);

        Assert.Equal("True", cluster.Node("node-1").Condition("Ready").Text("status"));
        Assert.Equal("WeaveIsUp", cluster.Node("node-1").Condition("NetworkUnavailable").Text("reason"));
        Assert.Equal(3, cluster.State.Get(Kinds.DaemonSets, "kube-system", "weave-net").Number("status", "numberAvailable"));
        Assert.Empty(cluster.Problems);
    }

    [Theory]
    [InlineData("fd00::/56", "Invalid --ipalloc-range value: invalid CIDR address: fd00::/56")]
    [InlineData("172.16.0.0/12", "Network 172.16.0.0/12 overlaps with existing route 172.18.0.0/16 on host")]
    public async Task A_range_that_cannot_work_crashes_the_router_with_its_own_message(string range, string message)
    {
        await using var cluster = await SimulatedCluster.StartAsync(new() { Nodes = 1 });
        cluster.Apply(Manifests($$"""{"name":"IPALLOC_RANGE","value":"{{range}}"},"""));
        await cluster.RunAsync(4);

        var status = Assert.Single(cluster.Pods("kube-system")).Items("status", "containerStatuses").Single();
        Assert.Equal(1, status.Number("lastState", "terminated", "exitCode"));
        Assert.Equal(message + "\n", status.Text("lastState", "terminated", "message"));
    }

    [Fact]
    public async Task Without_its_ConfigMap_each_router_crashes_once()
    {
        await using var cluster = await SimulatedCluster.StartAsync(new() { Nodes = 1 });
        cluster.Apply(Manifests("").Where(m => m.Text("kind") != "ConfigMap"));
        await cluster.RunAsync(60);

        var status = Assert.Single(cluster.Pods("kube-system")).Items("status", "containerStatuses").Single();
        Assert.Equal(1, status.Number(0, "restartCount"));
        Assert.True(status.Flag("ready"));
    }

    [Fact]
    public async Task A_node_without_openvswitch_starts_its_router_once_with_upstreams_command_and_again_with_one_that_keeps_the_bridge()
    {
        await using var cluster = await SimulatedCluster.StartAsync(new() { Nodes = 1 });
        cluster.Nodes.Inject(new NodeFault(NodeFaultKind.MissingModule) { Message = "openvswitch" });
        cluster.Apply(Manifests(""));
        await cluster.RunAsync(30);
        Assert.True(Ready());

        Restart("exec /home/weave/launch.sh");
        await cluster.RunAsync(30);
        Assert.Contains("Existing bridge type", cluster.Nodes.Log("kube-system", Pod().Name(), "weave"), StringComparison.Ordinal);

        Restart("[ -d /sys/class/net/datapath ] || export WEAVE_NO_FASTDP=1; /home/weave/launch.sh");
        await cluster.RunAsync(30);
        Assert.True(Ready());

        JsonObject Pod() => Assert.Single(cluster.Pods("kube-system"));
        bool Ready() => Pod().Items("status", "containerStatuses").Single().Flag("ready");
        void Restart(string command)
        {
            cluster.Change(Kinds.DaemonSets, "kube-system", "weave-net", d =>
                d["spec"]!["template"]!["spec"]!["containers"]![0]!["command"] = new JsonArray(command)
            );
        }
    }

    private static IEnumerable<JsonObject> Manifests(string variables) =>
        [
            Parse("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"weave-net","namespace":"kube-system"}}"""),
            Parse("""{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"weave-net","namespace":"kube-system"}}"""),
            Parse(
                """
                {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","metadata":{"name":"weave-net"},"rules":[
                  {"apiGroups":[""],"resources":["nodes"],"verbs":["list"]},{"apiGroups":[""],"resources":["nodes/status"],"verbs":["patch"]}]}
                """
            ),
            Parse(
                """
                {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRoleBinding","metadata":{"name":"weave-net"},
                 "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"weave-net"},
                 "subjects":[{"kind":"ServiceAccount","name":"weave-net","namespace":"kube-system"}]}
                """
            ),
            Parse(
                $$$"""
                {"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"weave-net","namespace":"kube-system"},
                 "spec":{"selector":{"matchLabels":{"name":"weave-net"}},"template":{"metadata":{"labels":{"name":"weave-net"}},"spec":{
                  "hostNetwork":true,"serviceAccountName":"weave-net","tolerations":[{"operator":"Exists","effect":"NoSchedule"}],
                  "initContainers":[{"name":"weave-init","image":"example.test/weave-kube:2.9.0","command":["/home/weave/init.sh"],
                    "volumeMounts":[{"name":"cni-conf","mountPath":"/host/etc"} ] } ],
                  "containers":[{"name":"weave","image":"example.test/weave-kube:2.9.0","command":["/home/weave/launch.sh"],"terminationMessagePolicy":"FallbackToLogsOnError",
                    "env":[{{{variables}}}{"name":"INIT_CONTAINER","value":"true"}],"readinessProbe":{"httpGet":{"host":"127.0.0.1","path":"/status","port":6784 } } } ],
                  "volumes":[{"name":"cni-conf","hostPath":{"path":"/etc"} } ] } } } }
                """
            ),
        ];

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
