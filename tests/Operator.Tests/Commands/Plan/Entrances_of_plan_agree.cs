using CniOperator.Output;

namespace CniOperator.Operator.Tests.Commands.Plan;

/// <summary>The same plan gets the same answer, whether it comes from a file or from options, as it is or grown.</summary>
public sealed class Entrances_of_plan_agree : IDisposable
{
    private const string TooDeep = """
        apiVersion: cni-operator.io/v1alpha1
        kind: ClusterNetwork
        metadata: {name: default}
        spec:
          provider: flannel
          podNetwork: {cidrs: [10.42.0.0/16, "fc00::/48"], nodeMaskSizes: {ipv6: 96}}
          serviceNetwork: {cidrs: [10.43.0.0/16, "2001:cafe:42:1::/112"]}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Shares_that_kube_controller_manager_would_not_cut_do_not_hold_in_a_file()
    {
        var run = await PlanRun.OfAsync("-f", await StoreAsync());
        Assert.Contains("[addresses/share-too-deep]", run.Out, StringComparison.Ordinal);
        Assert.Contains("The plan does not hold: 1 error.", run.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.No, run.Code);
    }

    [Fact]
    public async Task Nor_do_they_in_options()
    {
        var run = await PlanRun.OfAsync("--pod-cidr", "10.42.0.0/16,fc00::/48", "--node-mask", "24,96");
        Assert.Contains("[addresses/share-too-deep]", run.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.No, run.Code);
    }

    [Theory]
    [InlineData("10.40.0.0/18", "24", 62)]
    [InlineData("10.40.0.0/18", "24", 63)]
    [InlineData("10.40.0.0/18", "24", 64)]
    [InlineData("10.40.0.0/18", "24", 65)]
    [InlineData("10.244.0.0/25", "27", 3)]
    [InlineData("10.244.0.0/25", "27", 4)]
    [InlineData("10.244.0.0/24", "31", 5)]
    [InlineData("127.0.0.0/16", "24", 5)]
    [InlineData("10.42.0.0/16,fc00::/48", "24,96", 5)]
    [InlineData("10.42.0.0/16,fc00::/60", "24,64", 15)]
    [InlineData("10.42.0.0/16,fc00::/60", "24,64", 16)]
    public async Task Nodes_fit_when_the_plan_holds_with_them(string pods, string masks, int nodes)
    {
        var count = nodes.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var held = await PlanRun.OfAsync("--pod-cidr", pods, "--node-mask", masks, "--nodes", count);
        var grown = await PlanRun.OfAsync("--pod-cidr", pods, "--node-mask", masks, "--grow", count);
        Assert.Equal(held.Code, grown.Code);
    }

    [Fact]
    public async Task What_is_wrong_with_a_file_is_wrong_however_many_nodes_it_gets()
    {
        var run = await PlanRun.OfAsync("-f", await StoreAsync(), "--grow", "10");
        Assert.Contains("There is room for 10 nodes", run.Out, StringComparison.Ordinal);
        Assert.Contains("With 10 nodes the plan does not hold: 1 error.", run.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.No, run.Code);
    }

    private async Task<string> StoreAsync()
    {
        var file = Path.Combine(_folder.FullName, "net.yaml");
        await File.WriteAllTextAsync(file, TooDeep);
        return file;
    }
}
