using CniOperator.Commands;
using CniOperator.Output;

namespace CniOperator.Operator.Tests.Commands.Plan;

/// <summary>One run of <c>cni-operator plan</c>.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Out">What it printed.</param>
/// <param name="Error">What it complained of.</param>
internal sealed record PlanRun(int Code, string Out, string Error)
{
    internal static async Task<PlanRun> OfAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var input = new StringReader("");
        var code = await CommandLine.RunAsync(
            ["plan", .. arguments],
            new CommandIo(output, error, input, IsTerminal: false),
            CancellationToken.None
        );
        return new PlanRun(code, output.ToString(), error.ToString());
    }
}
