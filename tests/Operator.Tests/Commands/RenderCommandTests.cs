using System.Text.Json.Nodes;
using CniOperator.Commands;
using CniOperator.Kubernetes.Objects;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Output;

namespace CniOperator.Operator.Tests.Commands;

public sealed class RenderCommandTests : IDisposable
{
    private const string Value =
        "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly string Ipsec = Lab.File("config", "samples", "flannel-ipsec.yaml");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("render-");

    [Fact]
    public async Task Ports_are_a_table_for_people_and_a_list_for_programs()
    {
        var (code, table, _) = await RunAsync("-f", Ipsec, "--ports");
        Assert.Equal(ExitCode.Ok, code);
        Assert.Equal(["PROTOCOL   PORT   SCOPE   PURPOSE", "ESP        -      nodes   IPsec (IP protocol 50)"], table.Split('\n')[..2]);

        var (_, json, _) = await RunAsync("-f", Ipsec, "--ports", "-o", "json");
        Assert.Contains(JsonNode.Parse(json)!.AsArray(), p =>
            p.Text("protocol") == "UDP" && p!["port"]!.ToJsonString() == "500" && p.Text("scope") == "nodes"
        );
    }

    [Fact]
    public async Task Manifests_have_no_table_format()
    {
        var (code, _, error) = await RunAsync("-f", Ipsec, "-o", "table");
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("--ports", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yaml")]
    [InlineData("json")]
    public async Task No_value_of_a_Secret_is_printed_unless_it_is_asked_for(string format)
    {
        var (code, text, _) = await RunAsync("-f", Ipsec, "-o", format, "--secret", $"flannel-ipsec/psk={Store(Value)}");
        Assert.Equal(ExitCode.Ok, code);
        Assert.DoesNotContain(Value[..20], text, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Value))[..20], text, StringComparison.Ordinal);
        Assert.Contains("<hidden, see --show-secrets>", text, StringComparison.Ordinal);
    }

    // A patch, or an addon of one's own, may put a value anywhere: into a variable, an argument, a text of JSON in a ConfigMap.
    [Fact]
    public async Task A_value_that_got_into_another_object_is_hidden_there()
    {
        var file = Store(
            $$"""
            apiVersion: cni-operator.io/v1alpha1
            kind: ClusterNetwork
            metadata: {name: default}
            spec:
              provider: flannel
              podNetwork: {cidrs: [10.244.0.0/16]}
              flannel: {backend: {type: ipsec, pskSecretRef: {name: flannel-ipsec, key: psk} } }
              patches:
              - target: {kind: ConfigMap, name: kube-flannel-cfg}
                patch: {data: {extra: '{"psk":"{{Value}}"}', encoded: {{Convert.ToBase64String(
                System.Text.Encoding.UTF8.GetBytes(Value)
            )}} } }
              - target: {kind: DaemonSet, name: kube-flannel-ds}
                patch: {spec: {template: {spec: {containers: [{name: kube-flannel, env: [{name: KEY, value: {{Value}} }]}]} } } }
            """
        );
        string[] arguments = ["-f", file, "--secret", $"flannel-ipsec/psk={Store(Value)}"];

        var (code, text, _) = await RunAsync(arguments);
        var (_, shown, _) = await RunAsync([.. arguments, "--show-secrets"]);

        Assert.Equal(ExitCode.Ok, code);
        Assert.DoesNotContain(Value[..20], text, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Value))[..20], text, StringComparison.Ordinal);
        Assert.Contains(Value, shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addons_of_ones_own_are_rendered_and_a_broken_one_next_to_them_is_reported()
    {
        var file = Store(
            """
            {"apiVersion": "cni-operator.io/v1alpha1", "kind": "ClusterNetwork", "metadata": {"name": "default"},
             "spec": {"provider": "tinynet", "podNetwork": {"cidrs": ["10.244.0.0/16"]}}}
            """
        );
        var broken = _folder.CreateSubdirectory("addons");
        await File.WriteAllTextAsync(Path.Combine(broken.FullName, "flat.addon.yaml"), "name: flat\n");
        foreach (var part in Directory.GetFiles(Lab.File("tests", "Shared", "addons", "tinynet")))
            File.Copy(part, Path.Combine(broken.FullName, "tinynet." + Path.GetFileName(part)));

        var (code, text, error) = await RunAsync("-f", file, "--addons", broken.FullName);

        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("kind: Pool", text, StringComparison.Ordinal);
        Assert.Contains("flat.addon.yaml:1:1: error: displayName: is missing", error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, (await RunAsync("-f", file, "--addons", Path.Combine(broken.FullName, "absent"))).Code);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Store(string text)
    {
        var path = Path.Combine(_folder.FullName, $"{Guid.NewGuid()}.yaml");
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var input = new StringReader("");
        var code = await CommandLine.RunAsync(
            ["render", .. arguments],
            new CommandIo(output, error, input, IsTerminal: false),
            CancellationToken.None
        );
        return (code, output.ToString(), error.ToString());
    }
}
