using System.Text.Json.Nodes;
using CniOperator.Commands;
using CniOperator.Kubernetes.Objects;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Output;

namespace CniOperator.Operator.Tests.Commands;

public sealed class LeftoversCommandTests
{
    private static readonly string Calico = Lab.File("config", "samples", "calico.yaml");

    [Fact]
    public async Task What_stays_is_a_table_for_people_in_the_order_of_use_and_JSON_for_programs()
    {
        var (code, table, _) = await RunAsync("-f", Calico);
        Assert.Equal(ExitCode.Ok, code);
        var lines = table.Split('\n');
        Assert.StartsWith("WHERE", lines[0], StringComparison.Ordinal);
        Assert.Contains("/etc/cni/net.d/10-calico.conflist", lines[1], StringComparison.Ordinal);
        Assert.Contains("CustomResourceDefinition ipamblocks.crd.projectcalico.org", table, StringComparison.Ordinal);

        var (_, json, _) = await RunAsync("-f", Calico, "-o", "json");
        var document = JsonNode.Parse(json)!;
        Assert.Equal("calico", document.Text("provider"));
        Assert.Contains("vxlan.calico", document.Texts("onNodes", "interfaces"));
        Assert.Contains("CustomResourceDefinition ipamblocks.crd.projectcalico.org", document.Texts("inCluster"));

        var (_, yaml, _) = await RunAsync("-f", Calico, "-o", "yaml");
        Assert.Contains("onNodes:", yaml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_a_known_provider_is_refused()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            "{apiVersion: cni-operator.io/v1alpha1, kind: ClusterNetwork, metadata: {name: default}, spec: {provider: none, podNetwork: {cidrs: [10.244.0.0/16]}}}"
        );
        var (code, text, error) = await RunAsync("-f", file);
        File.Delete(file);

        Assert.Equal(ExitCode.No, code);
        Assert.Empty(text);
        Assert.Contains("none", error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Out, string Error)> RunAsync(params string[] args)
    {
        using StringWriter output = new(),
            error = new();
        var io = new CommandIo(output, error, TextReader.Null, IsTerminal: false);
        var code = await CommandLine.RunAsync(["leftovers", .. args], io, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }
}
