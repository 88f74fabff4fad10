using System.Text.Json.Nodes;
using CniOperator.Commands;
using CniOperator.Core.Tests.Docs;
using CniOperator.Kubernetes.Objects;
using CniOperator.Operator.Tests.Docs;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Output;
using CniOperator.Sandbox.Faults;

namespace CniOperator.Operator.Tests.Commands;

public sealed class DiffCommandTests : IDisposable
{
    private const string Network = """
        apiVersion: cni-operator.io/v1alpha1
        kind: ClusterNetwork
        metadata: {name: default}
        spec:
          provider: flannel
          podNetwork: {cidrs: [10.244.0.0/16]}
        """;

    private const string NetConf = """{"Network":"10.244.0.0/16","Backend":{"Type":"vxlan","VNI":42,"PSK":"c2VjcmV0"}}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diff-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Of_a_network_that_is_as_rendered_nothing_differs()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        var (code, output, _) = await RunAsync(lab, Network);
        Assert.Equal((ExitCode.Ok, "ClusterNetwork/default: 6 objects, nothing differs\n"), (code, output));
    }

    [Fact]
    public async Task In_an_empty_cluster_every_object_is_to_be_created()
    {
        await using var lab = await Lab.StartAsync(run: false);
        var (code, output, _) = await RunAsync(lab, Network);
        Assert.Equal(ExitCode.No, code);
        Assert.Contains("+ DaemonSet kube-flannel/kube-flannel-ds\n", output, StringComparison.Ordinal);
        Assert.EndsWith("ClusterNetwork/default: 6 to create; no pod restarts\n", output, StringComparison.Ordinal);
        Assert.Null(lab.State.Get(Lab.Namespaces, null, "kube-flannel"));
    }

    [Fact]
    public async Task Before_a_running_network_is_taken_over_it_says_what_changes_what_restarts_and_what_is_lost()
    {
        await using var lab = await Lab.StartAsync(run: false);
        await Upstream.InstallFlannelAsync(lab, SetNetConf);
        var (code, output, _) = await RunAsync(lab, Network);
        Assert.Equal(ExitCode.No, code);
        var shown = $"$ cni-operator diff -f network.yaml\n{output}";
        Assert.Equal(shown, RecordedBlock.Of(Path.Combine(DocsPage.Root, "docs", "taking-over.md"), "diff", shown));
        Assert.DoesNotContain("c2VjcmV0", output, StringComparison.Ordinal);
        Assert.Contains("VXLAN's VNI: 42 → 1; ", output, StringComparison.Ordinal);
        Assert.Contains("Restarts 3 pods of DaemonSet kube-flannel/kube-flannel-ds, 10% at once", output, StringComparison.Ordinal);
        Assert.Contains("as long as takeover/network stands", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_untouched_network_is_taken_over_without_a_restart()
    {
        await using var lab = await Lab.StartAsync(run: false);
        await Upstream.InstallFlannelAsync(lab);
        var (_, output, _) = await RunAsync(lab, Network);
        Assert.EndsWith("; no pod restarts\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("spec.template", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_the_same()
    {
        await using var lab = await Lab.StartAsync(run: false);
        await Upstream.InstallFlannelAsync(lab, SetNetConf);
        var (code, output, _) = await RunAsync(lab, Network, "-o", "json");
        var json = JsonNode.Parse(output)!;
        Assert.Equal((ExitCode.No, true), (code, json.Flag("differs")));
        Assert.Equal("VXLAN's VNI", json.Items("network").First().Text("name"));
        Assert.Equal(3, json.Items("restarts").Single().Number(0, "pods"));
        Assert.Contains(json.Items("findings"), f => f.Text("rule") == "takeover/network");
        var field = json.Items("objects").Single(o => o.Text("kind") == "ConfigMap").Items("fields");
        Assert.Contains(field, f => f.Text("path") == "data[\"net-conf.json\"].Backend.VNI" && f.Text("live") == "42");
        Assert.StartsWith("file:", (await RunAsync(lab, Network, "-o", "yaml")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_may_not_apply_gets_the_fields_compared_all_the_same()
    {
        await using var lab = await Lab.StartAsync(run: false);
        await Upstream.InstallFlannelAsync(lab, SetNetConf);
        lab.Cluster.Faults.Add(new FaultRule(new AnswerStatus(403)) { Verb = "apply", Times = null });
        var (code, output, _) = await RunAsync(lab, Network);
        Assert.Equal(ExitCode.No, code);
        Assert.Contains("compared without the API server, which says:", output, StringComparison.Ordinal);
        Assert.Contains("data[\"net-conf.json\"].Backend.VNI: 42 → nothing", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_longer_rendered_is_to_be_deleted_and_another_selector_to_be_replaced()
    {
        await using var lab = await Lab.StartAsync(run: false);
        await Upstream.InstallFlannelAsync(lab, json =>
        {
            if (json["kind"]!.ToString() != "DaemonSet")
                return;
            json["spec"]!["selector"]!["matchLabels"]!["role"] = "net";
            json["spec"]!["template"]!["metadata"]!["labels"]!["role"] = "net";
        });
        lab.State.Create(
            Lab.ConfigMaps,
            Lab.Json(
                """
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"old","namespace":"kube-flannel","labels":{
                  "app.kubernetes.io/managed-by":"cni-operator","cni-operator.io/cluster-network":"default","cni-operator.io/addon":"flannel"}}}
                """
            ),
            "test"
        );
        var output = (await RunAsync(lab, Network)).Out;
        Assert.Contains("! DaemonSet kube-flannel/kube-flannel-ds  cannot be changed", output, StringComparison.Ordinal);
        Assert.Contains("- ConfigMap kube-flannel/old  no longer rendered", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_and_a_server_that_is_not_there_have_codes_of_their_own()
    {
        await using var lab = await Lab.StartAsync(run: false);
        Assert.Equal(ExitCode.Usage, (await RunAsync(lab, "kind: ClusterNetwork\n")).Code);
        await File.WriteAllTextAsync(
            Kubeconfig,
            lab.Cluster.Kubeconfig.Replace(lab.Cluster.Url.Port.ToString(), "1", StringComparison.Ordinal)
        );
        var (code, _, error) = await RunAsync(Network);
        Assert.Equal(ExitCode.Unreachable, code);
        Assert.Contains("does its API server run?", error, StringComparison.Ordinal);
    }

    private string Kubeconfig => Path.Combine(_folder.FullName, "kubeconfig");

    private async Task<(int Code, string Out, string Error)> RunAsync(Lab lab, string text, params string[] more)
    {
        await File.WriteAllTextAsync(Kubeconfig, lab.Cluster.Kubeconfig);
        return await RunAsync(text, more);
    }

    private async Task<(int Code, string Out, string Error)> RunAsync(string text, params string[] more)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var input = new StringReader(text);
        var code = await CommandLine.RunAsync(
            ["diff", "-f", "-", "--kubeconfig", Kubeconfig, .. more],
            new CommandIo(output, error, input, IsTerminal: false),
            CancellationToken.None
        );
        return (code, output.ToString().ReplaceLineEndings("\n"), error.ToString());
    }

    private static void SetNetConf(JsonObject json)
    {
        if (json["kind"]!.ToString() == "ConfigMap")
            json["data"]!["net-conf.json"] = NetConf;
    }
}
