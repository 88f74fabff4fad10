using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Output;
using CniOperator.Sandbox.Faults;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Operator.Tests.Commands.Plan;

public sealed class Plan_of_a_live_cluster : IDisposable
{
    private static readonly ResourceName Nodes = new("", "nodes");
    private static readonly string[] Others = ["servicecidrs", "pods", "configmaps", "services", "endpointslices"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plan-");

    [Fact]
    public async Task The_nodes_of_the_cluster_are_held_against_its_ClusterNetwork()
    {
        await using var lab = await LabAsync();
        var run = await RunAsync(lab);
        Assert.Equal("", run.Error);
        GoldenText.Check("live.txt", "$ cni-operator plan\n" + run.Out);
        Assert.Equal(ExitCode.Ok, run.Code);
    }

    [Fact]
    public async Task Nodes_whose_subnets_are_wrong_are_marked()
    {
        await using var lab = await LabAsync();
        foreach (var (name, cidr) in new[] { ("node-4", "10.244.0.0/24"), ("node-5", "10.99.0.0/24"), ("node-10", "10.244.8.0/23") })
        {
            var node =
                $$"""{"apiVersion":"v1","kind":"Node","metadata":{"name":"{{name}}"},"spec":{"podCIDR":"{{cidr}}","podCIDRs":["{{cidr}}"]} }""";
            lab.State.Create(Nodes, Lab.Json(node), "test");
        }

        var run = await RunAsync(lab, "default");
        GoldenText.Check("live-damaged.txt", "$ cni-operator plan default\n" + run.Out);
    }

    [Fact]
    public async Task A_plan_that_is_not_applied_yet_can_be_held_against_a_cluster()
    {
        await using var lab = await Lab.StartAsync(withCrd: false, run: false);
        var run = await RunAsync(lab, "--pod-cidr", "10.99.0.0/16");
        var node = JsonNode.Parse((await RunAsync(lab, "--pod-cidr", "10.99.0.0/16", "-o", "json")).Out)!["nodes"]![0]!;
        Assert.Contains("outside", run.Out, StringComparison.Ordinal);
        Assert.Equal(
            ("node-1", "10.244.0.0/24", "110"),
            (node.Text("name"), node["subnets"]![0].Text("network"), node["maxPods"]!.ToJsonString())
        );
    }

    [Fact]
    public async Task Each_kind_is_listed_once_and_nothing_is_written()
    {
        await using var lab = await LabAsync();
        await RunAsync(lab);
        var requests = lab
            .Cluster.Journal.Entries.Where(e => e.UserAgent.StartsWith("cni-operator", StringComparison.Ordinal) && e.Resource.Length > 0)
            .ToList();
        Assert.All(requests, r => Assert.True(r.Verb == "list" || r is { Verb: "get", Name: "last-valid-spec.default" }, $"{r}"));
        Assert.Single(requests, r => r.Resource == "nodes");
        Assert.Single(requests, r => r.Resource == "clusternetworks.cni-operator.io");
        Assert.Equal(requests.Count, requests.Select(r => (r.Verb, r.Resource)).Distinct().Count());
    }

    [Fact]
    public async Task Rights_to_read_nodes_and_ClusterNetworks_suffice_and_what_is_hidden_is_said()
    {
        await using var lab = await LabAsync();
        foreach (var resource in Others)
            Forbid(lab, resource);
        var run = await RunAsync(lab);
        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("node-3", run.Out, StringComparison.Ordinal);
        Assert.Contains("warning: The spec is examined without what may not be read: ", run.Out, StringComparison.Ordinal);
        Assert.All(Others, resource => Assert.Contains($"{resource} is forbidden", run.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_right_to_list_nodes_the_plan_says_so_and_draws_no_map()
    {
        await using var lab = await LabAsync();
        Forbid(lab, "nodes");
        var run = await RunAsync(lab);
        Assert.Contains("nodes is forbidden", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Map of", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("FREE BLOCK", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_right_to_list_ClusterNetworks_the_command_fails_and_names_it()
    {
        await using var lab = await LabAsync();
        Forbid(lab, "clusternetworks");
        var run = await RunAsync(lab);
        Assert.Equal(ExitCode.No, run.Code);
        Assert.Contains("clusternetworks", run.Error, StringComparison.Ordinal);
        Assert.Contains("Ask for that right", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ClusterNetwork_that_is_not_there_is_told_with_those_that_are()
    {
        await using var lab = await LabAsync();
        var run = await RunAsync(lab, "other");
        Assert.Equal((ExitCode.Usage, "cni-operator: there is no ClusterNetwork other; there is default\n"), (run.Code, run.Error));
    }

    [Fact]
    public async Task A_cluster_without_a_ClusterNetwork_or_its_definition_says_what_to_do()
    {
        await using var empty = await Lab.StartAsync(run: false);
        var none = await RunAsync(empty);
        Assert.Equal(ExitCode.Usage, none.Code);
        Assert.Contains("no ClusterNetwork exists in this cluster; apply one", none.Error, StringComparison.Ordinal);

        await using var bare = await Lab.StartAsync(withCrd: false, run: false);
        var undefined = await RunAsync(bare);
        Assert.Equal(ExitCode.Usage, undefined.Code);
        Assert.Contains("does not serve clusternetworks.cni-operator.io; install the operator", undefined.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_ClusterNetwork_is_shown_with_a_word_on_which_one_is_active()
    {
        await using var lab = await LabAsync();
        lab.Create("zlater", """{"provider":"flannel","podNetwork":{"cidrs":["10.50.0.0/16"]}}""");
        Assert.Contains("ClusterNetwork/default: flannel", (await RunAsync(lab)).Out, StringComparison.Ordinal);
        Assert.Contains(
            "note: ClusterNetwork/default is older and active; zlater changes nothing",
            (await RunAsync(lab, "zlater")).Out,
            StringComparison.Ordinal
        );
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<Lab> LabAsync()
    {
        var lab = await Lab.StartAsync(run: false);
        lab.Create();
        return lab;
    }

    private static void Forbid(Lab lab, string resource) =>
        lab.Cluster.Faults.Add(
            new FaultRule(new AnswerStatus(403, Message: $"{resource} is forbidden")) { Resource = resource, Times = null }
        );

    private Task<PlanRun> RunAsync(Lab lab, params string[] arguments)
    {
        var kubeconfig = Path.Combine(_folder.FullName, "kubeconfig");
        File.WriteAllText(kubeconfig, lab.Cluster.Kubeconfig);
        return PlanRun.OfAsync([.. arguments, "--kubeconfig", kubeconfig]);
    }
}
