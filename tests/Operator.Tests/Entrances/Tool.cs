using System.Text.Json.Nodes;
using CniOperator.Commands;
using CniOperator.Kubernetes.Objects;
using CniOperator.Output;

namespace CniOperator.Operator.Tests.Entrances;

/// <summary>Runs of <c>cni-operator</c> on a file.</summary>
internal static class Tool
{
    /// <summary>What a command with <c>-o json</c> finds.</summary>
    internal static async Task<IReadOnlyList<Said>> FindingsAsync(string text, params string[] arguments) =>
        [.. JsonNode.Parse((await RunAsync(text, [.. arguments, "-o", "json"])).Out).Items("findings").Select(Said.Of)];

    /// <summary>One run; <paramref name="text"/> is on standard input.</summary>
    internal static async Task<(string Out, string Error)> RunAsync(string text, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var input = new StringReader(text);
        await CommandLine.RunAsync(arguments, new CommandIo(output, error, input, IsTerminal: false), CancellationToken.None);
        return (output.ToString(), error.ToString());
    }
}
