using System.Text.RegularExpressions;
using CniOperator.Commands;
using CniOperator.Commands.Sandbox.Wire;
using CniOperator.Connectivity;
using CniOperator.Core.Connectivity;
using CniOperator.Core.Tests.Docs;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Output;

namespace CniOperator.Operator.Tests.Docs;

/// <summary>The README's recorded blocks. <c>UPDATE_GOLDEN=1</c> records them again.</summary>
public sealed partial class Readme_shows_real_runs
{
    private static readonly string Path = System.IO.Path.Combine(DocsPage.Root, "README.md");

    [Fact]
    public async Task The_sandbox()
    {
        var (_, output) = await RunAsync("sandbox");
        var recorded = Block("sandbox", output);
        Assert.Equal(Shape(output), Shape(recorded));
    }

    [Fact]
    public async Task A_bad_file()
    {
        const string Prompt = "$ cni-operator validate -f bad.yaml\n";
        var (before, _) = Parts(Block("validate", null), Prompt);
        var folder = Directory.CreateTempSubdirectory("readme-");
        try
        {
            var file = System.IO.Path.Combine(folder.FullName, "bad.yaml");
            await File.WriteAllTextAsync(file, before.Replace("$ cat bad.yaml\n", "", StringComparison.Ordinal));
            var (code, output) = await RunAsync("validate", "-f", file);
            var expected =
                before + Prompt + output.Replace(folder.FullName + System.IO.Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
            Assert.Equal((ExitCode.No, expected), (code, Block("validate", expected)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_plan()
    {
        string[] arguments = ["plan", "--pod-cidr", "10.244.0.0/16", "--node-mask", "24", "--nodes", "6"];
        var (code, output) = await RunAsync(arguments);
        var expected = $"$ cni-operator {string.Join(' ', arguments)}\n{output}";
        Assert.Equal((ExitCode.Ok, expected), (code, Block("plan", expected)));
    }

    [Fact]
    public async Task The_status()
    {
        await using var lab = await Lab.StartAsync(run: false);
        lab.Reports = new ReportLink(new AgentSettings("cni-operator:test", [], ["172.18.255.250:8476"]));
        await using var wire = new ClusterWire(lab.Cluster, lab.Reports, lab.State.Clock);
        lab.Run();
        lab.Create(spec: """{"provider":"flannel","podNetwork":{"cidrs":["10.244.0.0/16"]},"health":{"intervalSeconds":1}}""");
        await lab.ReadyAsync();
        await lab.UntilAsync(() => lab.Condition("Service") == "True" && lab.Condition("MTU") == "True", "all is proven");
        using var output = new StringWriter();
        var network = Lab.Json(lab.State.Get(Lab.Networks, null, "default")!.ToJsonString());
        foreach (var condition in network["status"]!["conditions"]!.AsArray())
            condition!["lastTransitionTime"] = "2026-01-01T00:00:00Z";
        StatusReport.Write(network, new DateTimeOffset(2026, 1, 1, 0, 5, 0, TimeSpan.Zero), output);
        var expected = "$ cni-operator status\n" + output.ToString().ReplaceLineEndings("\n");
        Assert.Equal(expected, Block("status", expected));
    }

    // Times, ports and names differ from run to run, and so does what is seen of states that pass.
    private static IEnumerable<string> Shape(string run) =>
        run.Split('\n')
            .Where(l => !Passing().IsMatch(l))
            .Select(l => Names().Replace(Port().Replace(Time().Replace(l, ""), "127.0.0.1"), "$1-"))
            .Distinct()
            .Order(StringComparer.Ordinal);

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        var code = await CommandLine.RunAsync(
            arguments,
            new CommandIo(output, output, TextReader.Null, IsTerminal: false),
            CancellationToken.None
        );
        return (code, output.ToString().ReplaceLineEndings("\n"));
    }

    private static string Block(string name, string? current) => RecordedBlock.Of(Path, name, current);

    private static (string Before, string After) Parts(string text, string separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        Assert.True(at >= 0, $"the block has no line {separator}");
        return (text[..at], text[(at + separator.Length)..]);
    }

    [GeneratedRegex(
        "condition  (Ready|DataplaneAvailable|Applied)=False|condition  Reconciling|is not ready: |event      Ready"
            // What is proven first differs, and of conditions that say the same one is shown.
            + "|condition  (PodToPod|KubeletToPod|Service|DNS|MTU|Coverage)=|event      (NotReady|Connectivity)"
    )]
    private static partial Regex Passing();

    [GeneratedRegex(@"^ *[0-9]+\.[0-9]{2}s ")]
    private static partial Regex Time();

    [GeneratedRegex(@"127\.0\.0\.1:[0-9]+")]
    private static partial Regex Port();

    [GeneratedRegex("(kube-flannel-ds|cni-operator-canary|cni-operator-echo|cni-operator-prober)-[a-z0-9]{5}")]
    private static partial Regex Names();
}
