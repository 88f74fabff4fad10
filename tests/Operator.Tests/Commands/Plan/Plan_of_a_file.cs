using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Output;

namespace CniOperator.Operator.Tests.Commands.Plan;

public sealed class Plan_of_a_file : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plan-");

    [Fact]
    public async Task What_is_wrong_is_printed_with_its_place_as_validate_prints_it()
    {
        var file = Store("10.244.0.1/16", "10.96.0.0/12");
        var run = await PlanRun.OfAsync("-f", file);
        Assert.Equal(ExitCode.No, run.Code);
        Assert.Contains(
            $"{file}:6:24: error: spec.podNetwork.cidrs[0]: 10.244.0.1/16 has bits set beyond its prefix",
            run.Out,
            StringComparison.Ordinal
        );
        Assert.EndsWith("The plan does not hold: 1 error.\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_network_that_meets_the_Services_does_not_hold()
    {
        var run = await PlanRun.OfAsync("-f", Store("10.100.0.0/16", "10.96.0.0/12"), "-o", "json");
        var json = JsonNode.Parse(run.Out);
        Assert.Equal((ExitCode.No, "false"), (run.Code, json!["valid"]!.ToJsonString()));
        Assert.Contains(json.Items("findings"), f => f.Text("rule") == "addresses/services-overlap" && f.Text("file") is not null);
    }

    [Fact]
    public async Task A_wider_network_that_would_meet_the_Services_is_said_to()
    {
        var run = await PlanRun.OfAsync("-f", Store("10.95.0.0/16", "10.96.0.0/12"), "--grow", "10000");
        Assert.Equal(ExitCode.No, run.Code);
        Assert.Contains("wider pod network   10.64.0.0/10", run.Out, StringComparison.Ordinal);
        Assert.Contains("wider pod network 10.64.0.0/10 with /24: error: ", run.Out, StringComparison.Ordinal);
        Assert.Contains("[addresses/services-overlap]", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pools_of_one_family_take_nodes_together()
    {
        var file = Path.Combine(_folder.FullName, "pools.yaml");
        await File.WriteAllTextAsync(
            file,
            """
            apiVersion: cni-operator.io/v1alpha1
            kind: ClusterNetwork
            metadata: {name: default}
            spec:
              provider: calico
              podNetwork: {cidrs: [10.244.0.0/16]}
              calico:
                pools: [{name: a, cidr: 10.244.0.0/18}, {name: b, cidr: 10.244.64.0/19}, {name: c, cidr: 10.244.96.0/24, blockSize: 20}]
              acknowledge: [addresses/pool-block]
            """
        );
        var fits = await PlanRun.OfAsync("-f", file, "--grow", "384");
        Assert.Contains(
            "384 nodes fit: 10.244.0.0/18 has 256 blocks of /26, and other pools have 128 blocks, and none is left then.",
            fits.Out,
            StringComparison.Ordinal
        );
        var full = await PlanRun.OfAsync("-f", file, "--grow", "385");
        Assert.Contains("385 nodes do not fit: ", full.Out, StringComparison.Ordinal);
        Assert.Contains("and other pools have 128 blocks, which is 1 too few.", full.Out, StringComparison.Ordinal);
        Assert.Contains("smaller blocks   10.244.0.0/18   /27     512", full.Out, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Ok, ExitCode.No), (fits.Code, full.Code));
    }

    [Fact]
    public async Task A_file_that_is_not_a_ClusterNetwork_is_refused()
    {
        var file = Path.Combine(_folder.FullName, "bad.yaml");
        await File.WriteAllTextAsync(file, "kind: Pod\n");
        var run = await PlanRun.OfAsync("-f", file);
        Assert.Contains($"{file}:1:1: error: kind: this is a Pod, but a ClusterNetwork is expected", run.Error, StringComparison.Ordinal);
        Assert.NotEqual(ExitCode.Ok, run.Code);
        Assert.Equal("", run.Out);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Store(string pods, string services)
    {
        var file = Path.Combine(_folder.FullName, "net.yaml");
        File.WriteAllText(
            file,
            $$"""
            apiVersion: cni-operator.io/v1alpha1
            kind: ClusterNetwork
            metadata: {name: default}
            spec:
              provider: flannel
              podNetwork: {cidrs: [{{pods}}]}
              serviceNetwork: {cidrs: [{{services}}]}
            """
        );
        return file;
    }
}
