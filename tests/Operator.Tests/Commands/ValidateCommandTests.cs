using CniOperator.Commands;
using CniOperator.Output;

namespace CniOperator.Operator.Tests.Commands;

public sealed class ValidateCommandTests
{
    [Fact]
    public async Task An_acknowledged_rule_of_the_renderer_is_known_as_the_operator_knows_it()
    {
        var (code, text) = await RunAsync(
            """
            {"apiVersion": "cni-operator.io/v1alpha1", "kind": "ClusterNetwork", "metadata": {"name": "default"}, "spec": {"provider": "flannel",
             "podNetwork": {"cidrs": ["10.244.0.0/16"]}, "acknowledge": ["render/kubernetes-version"]}}
            """
        );
        Assert.Equal((ExitCode.Ok, "(standard input): ClusterNetwork/default is valid\n"), (code, text.ReplaceLineEndings("\n")));
    }

    private static async Task<(int Code, string Text)> RunAsync(string file)
    {
        using var output = new StringWriter();
        using var input = new StringReader(file);
        var code = await CommandLine.RunAsync(
            ["validate", "-f", "-"],
            new CommandIo(output, output, input, IsTerminal: false),
            CancellationToken.None
        );
        return (code, output.ToString());
    }
}
