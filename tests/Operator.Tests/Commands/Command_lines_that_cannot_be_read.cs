using CniOperator.Commands;
using CniOperator.Output;

namespace CniOperator.Operator.Tests.Commands;

public sealed class Command_lines_that_cannot_be_read
{
    private const string All = "run, sandbox, render, validate, plan, diff, status, health, connectivity or leftovers";

    private const string Sample = """
        apiVersion: cni-operator.io/v1alpha1
        kind: ClusterNetwork
        metadata: {name: default}
        spec: {provider: flannel, podNetwork: {cidrs: [10.244.0.0/16]}}
        """;

    [Theory]
    [InlineData("", $"which command? {All}")]
    [InlineData("plna", $"there is no command \"plna\"; there is {All}")]
    [InlineData("--frob", $"there is no option --frob without a command; commands are {All}")]
    [InlineData("status|a|b", "\"b\": status takes one name; leave it out")]
    [InlineData("run|b", "\"b\": run takes options alone; leave it out")]
    [InlineData("run|--frob", "run has no option --frob")]
    [InlineData("validate|-f|", "--file \"\": is empty; give a FILE")]
    [InlineData("render|-f|", "--file \"\": is empty; give a FILE")]
    [InlineData("render|-f|x.yaml|--output-dir|", "--output-dir \"\": is empty; give a DIR")]
    [InlineData("status|--kubeconfig|", "--kubeconfig \"\": is empty; give a FILE")]
    [InlineData("status|--context|", "--context \"\": is empty; give a NAME")]
    [InlineData("status|--kubeconfig", "--kubeconfig: its value is missing; write --kubeconfig FILE")]
    [InlineData("status|--kubeconfig=|-o|json", "--kubeconfig \"\": is empty; give a FILE")]
    [InlineData(
        "run|--metrics-bind-address=|--log-level=loud",
        "--log-level \"loud\": is not a level; give Trace, Debug, Information, Warning, Error, Critical or None"
    )]
    [InlineData("status|-o|xml", "--output \"xml\": is not a format; give table, json or yaml")]
    [InlineData("render|-f|x.yaml|-o|toml", "--output \"toml\": is not a format; give yaml, json or table")]
    [InlineData("validate|-f|a.yaml|-f|b.yaml", "--file: is there 2 times; give it once")]
    [InlineData(
        "plan|--pod-cidr|10.0.0.0/8|--pod-cidr|fd00::/56",
        "--pod-cidr: is there 2 times; give it once, as --pod-cidr 10.0.0.0/8,fd00::/56"
    )]
    [InlineData("sandbox|--nodes|99999999999", "--nodes \"99999999999\": is out of range; give a number from 1 to 200")]
    [InlineData("sandbox|--nodes|-1", "--nodes \"-1\": is out of range; give a number from 1 to 200")]
    [InlineData("sandbox|--nodes|three", "--nodes \"three\": is not a whole number; give a number from 1 to 200")]
    [InlineData("sandbox|--port|99999", "--port \"99999\": is out of range; give a number from 0 to 65535")]
    [InlineData("sandbox|--timeout|-5", "--timeout \"-5\": is out of range; give a number from 1 to 86400")]
    [InlineData(
        "run|--log-level|loud",
        "--log-level \"loud\": is not a level; give Trace, Debug, Information, Warning, Error, Critical or None"
    )]
    public async Task Get_one_line_that_says_what_and_how_to_fix_it(string arguments, string message)
    {
        var (code, error) = await RunAsync(arguments.Length == 0 ? [] : arguments.Split('|'));
        Assert.Equal(ExitCode.Usage, code);
        Assert.Equal(
            message,
            Assert
                .Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries).SkipLast(1))
                .Replace("cni-operator: ", "", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_file_without_its_option_is_told_the_option()
    {
        var file = Path.GetTempFileName();
        try
        {
            var (code, error) = await RunAsync(["validate", file]);
            Assert.Equal(ExitCode.Usage, code);
            Assert.StartsWith($"cni-operator: {file}: a file is named by an option; write -f {file}\n", error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_folder_and_a_file_are_told_apart()
    {
        var folder = Directory.CreateTempSubdirectory();
        var file = Path.Combine(folder.FullName, "f.yaml");
        await File.WriteAllTextAsync(file, Sample);
        try
        {
            Assert.Contains(
                "is a file; name a folder",
                (await RunAsync(["render", "-f", file, "--output-dir", file])).Error,
                StringComparison.Ordinal
            );
            Assert.Contains(
                "is a file; name a folder",
                (await RunAsync(["render", "-f", file, "--addons", file])).Error,
                StringComparison.Ordinal
            );
            Assert.Contains("is a folder", (await RunAsync(["status", "--kubeconfig", folder.FullName])).Error, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("", "it is empty, or not a kubeconfig.")]
    [InlineData("a: [b", "did not find expected")]
    [InlineData("{apiVersion: v1, kind: Config, current-context: b}", "b not found in contexts")]
    public async Task A_kubeconfig_that_cannot_be_used_is_named_with_the_reason(string text, string reason)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, text);
            var (code, error) = await RunAsync(["status", "--kubeconfig", file]);
            Assert.Equal(ExitCode.Usage, code);
            Assert.StartsWith($"cni-operator: {file} cannot be used: ", error, StringComparison.Ordinal);
            Assert.Contains(reason, error, StringComparison.Ordinal);
            Assert.EndsWith(" Fix it, or name another one with --kubeconfig.\n", error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<(int Code, string Error)> RunAsync(string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var input = new StringReader("");
        var code = await CommandLine.RunAsync(arguments, new CommandIo(output, error, input, IsTerminal: false), CancellationToken.None);
        return (code, error.ToString());
    }
}
