using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;

namespace CniOperator.Sandbox.Tests.Nodes;

public sealed class FlannelTests
{
    [Fact]
    public async Task Flannel_makes_every_node_ready()
    {
        await using var cluster = await SimulatedCluster.StartAsync();
        cluster.Apply(Manifests.Flannel());
        await cluster.RunAsync(3);

        var node = cluster.Node("node-1");
        Assert.Equal("KubeletReady", node.Condition("Ready").Text("reason"));
        Assert.Equal("FlannelIsUp", node.Condition("NetworkUnavailable").Text("reason"));
        Assert.Empty(node.Items("spec", "taints"));
        Assert.Equal("vxlan", node.Text("metadata", "annotations", "flannel.alpha.coreos.com/backend-type"));
        Assert.Equal("172.18.0.2", node.Text("metadata", "annotations", "flannel.alpha.coreos.com/public-ip"));
        var set = cluster.State.Get(Kinds.DaemonSets, "kube-flannel", "flannel-ds");
        Assert.Equal(3, set.Number("status", "numberAvailable"));
        Assert.Equal(3, set.Number("status", "updatedNumberScheduled"));
        Assert.Empty(cluster.Problems);
    }

    [Fact]
    public async Task The_same_steps_on_the_same_clock_give_the_same_cluster()
    {
        async Task<string> RunAsync()
        {
            await using var cluster = await SimulatedCluster.StartAsync();
            foreach (var manifest in Manifests.Flannel())
            {
                // The loops run in parallel with the test: only a settled cluster takes the next object at the same point each time.
                cluster.Apply(manifest);
                await cluster.SettleAsync();
            }

            await cluster.RunAsync(3);
            return string.Join('\n', cluster.Pods("kube-flannel").Select(p => p.ToJsonString()));
        }

        Assert.Equal(await RunAsync(), await RunAsync());
    }

    public static TheoryData<string, string> BadConfigurations =>
        new()
        {
            { """{"Network":"10.244.0.0/16","Backend":{"Type":"vxlam"}}""", "Error fetching backend: unknown backend type: vxlam" },
            {
                """{"Network":"10.1.0.0/16","Backend":{"Type":"vxlan"}}""",
                "Error registering network: failed to acquire lease: subnet \"10.1.0.0/16\" specified in the flannel net config doesn't contain \"10.244.0.0/24\" PodCIDR of the \"node-1\" node"
            },
            {
                """{"Network":"10.244.0.0/16","Backend":{"Type":"ipsec","PSK":"short"}}""",
                "Error registering network: config error, password is too short"
            },
            {
                """{"Network":"10.244.0.0/16","Backend":{"Type":"vxlan","VNI":"1"}}""",
                "Error registering network: error decoding VXLAN backend config: json: cannot unmarshal string into Go struct field .VNI of type int"
            },
            { """{"Network":"10.244.0.0/16","Backend":{"Type":vxlan}}""", "Failed to create SubnetManager: error parsing subnet config: " },
            {
                """{"Network":"10.244/16","Backend":{"Type":"vxlan"}}""",
                "Failed to create SubnetManager: error parsing subnet config: invalid CIDR address: 10.244/16"
            },
        };

    [Theory]
    [MemberData(nameof(BadConfigurations))]
    public async Task A_configuration_that_cannot_work_crashes_the_daemon_with_its_own_message(string netConf, string message)
    {
        await using var cluster = await SimulatedCluster.StartAsync(new() { Nodes = 1 });
        cluster.Apply(Manifests.Flannel(netConf));
        await cluster.RunAsync(4);

        var pod = Assert.Single(cluster.Pods("kube-flannel"));
        var status = pod.Items("status", "containerStatuses").Single();
        Assert.Equal("CrashLoopBackOff", status.Text("state", "waiting", "reason"));
        Assert.Equal(1, status.Number("lastState", "terminated", "exitCode"));
        Assert.True(status.Number("restartCount") >= 1);
        Assert.Contains(message, cluster.Nodes.Log("kube-flannel", pod.Name(), "kube-flannel"), StringComparison.Ordinal);
        Assert.Null(cluster.Node("node-1").Condition("NetworkUnavailable"));
    }

    [Fact]
    public async Task A_node_without_a_pod_range_crashes_the_daemon()
    {
        await using var cluster = await SimulatedCluster.StartAsync(new() { Nodes = 1, PodCidr = "" });
        cluster.Apply(Manifests.Flannel());
        await cluster.RunAsync(4);

        Assert.Contains(
            "node \"node-1\" pod cidr not assigned",
            cluster.Nodes.Log("kube-flannel", cluster.Pods("kube-flannel")[0].Name(), "kube-flannel"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_daemon_without_the_right_to_patch_nodes_says_which_right_is_missing()
    {
        await using var cluster = await SimulatedCluster.StartAsync(new() { Nodes = 1 });
        var manifests = Manifests.Flannel().ToList();
        manifests.Single(m => m.Text("kind") == "ClusterRole")["rules"]!.AsArray().RemoveAt(2);
        cluster.Apply(manifests);
        await cluster.RunAsync(4);

        Assert.Contains(
            "cannot patch resource \"nodes/status\"",
            cluster.Nodes.Log("kube-flannel", cluster.Pods("kube-flannel")[0].Name(), "kube-flannel"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_probe_of_an_unknown_port_name_keeps_the_pod_unready()
    {
        await using var cluster = await SimulatedCluster.StartAsync(new() { Nodes = 1 });
        cluster.Apply(Manifests.Flannel(daemonSet: s => Manifests.Container(s)["readinessProbe"]!["httpGet"]!["port"] = "health"));
        await cluster.RunAsync(5);

        Assert.False(cluster.Pods("kube-flannel")[0].IsReady());
        Assert.Equal(
            ["Readiness probe errored and resulted in unknown state: strconv.Atoi: parsing \"health\": invalid syntax"],
            cluster.Events("Unhealthy")
        );
    }

    [Fact]
    public async Task An_image_before_0_28_9_has_no_readyz()
    {
        await using var cluster = await SimulatedCluster.StartAsync(new() { Nodes = 1 });
        cluster.Apply(Manifests.Flannel(daemonSet: s => Manifests.Container(s)["image"] = "example.test/flannel:v0.28.8"));
        await cluster.RunAsync(5);

        Assert.Equal(["Readiness probe failed: HTTP probe failed with statuscode: 404"], cluster.Events("Unhealthy"));
    }

    [Fact]
    public async Task Pods_wait_for_the_subnet_file_when_the_host_folder_is_not_mounted()
    {
        await using var cluster = await SimulatedCluster.StartAsync(new() { Nodes = 1 });
        cluster.Apply(Manifests.Flannel(daemonSet: s => Manifests.Container(s)["volumeMounts"]!.AsArray().RemoveAt(0)));
        cluster.Apply(Manifests.Deployment("web", 1));
        await cluster.RunAsync(5);

        Assert.Contains(
            "open /run/flannel/subnet.env: no such file or directory",
            Assert.Single(cluster.Events("FailedCreatePodSandBox")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_missing_config_map_keeps_the_pods_creating_until_it_appears()
    {
        await using var cluster = await SimulatedCluster.StartAsync();
        var manifests = Manifests.Flannel().Where(m => m.Text("kind") != "ConfigMap").ToList();
        cluster.Apply(manifests);
        await cluster.RunAsync(3);

        Assert.Equal(["MountVolume.SetUp failed for volume \"cfg\" : configmap \"flannel-cfg\" not found"], cluster.Events("FailedMount"));
        Assert.All(cluster.Pods("kube-flannel"), p => Assert.Equal("Pending", p.Text("status", "phase")));
        Assert.Equal(
            "PodInitializing",
            cluster.Pods("kube-flannel")[0].Items("status", "containerStatuses").Single().Text("state", "waiting", "reason")
        );

        cluster.Apply(Manifests.ConfigMap(Manifests.NetConf));
        await cluster.RunAsync(3);
        Assert.All(cluster.Pods("kube-flannel"), p => Assert.True(p.IsReady()));
    }
}
