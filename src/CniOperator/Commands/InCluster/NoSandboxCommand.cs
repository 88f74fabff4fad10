using System.CommandLine;
using CniOperator.Output;

namespace CniOperator.Commands.InCluster;

/// <summary><c>sandbox</c> in the executable that is built without an embedded cluster: says where the command is.</summary>
internal static class NoSandboxCommand
{
    /// <summary>A command that help does not list, and that takes whatever <c>sandbox</c> takes.</summary>
    public static Command Create(CommandIo io)
    {
        var command = new Command("sandbox") { Hidden = true, TreatUnmatchedTokensAsErrors = false };
        command.SetAction(
            async (_, _) =>
            {
                await io.Error.WriteLineAsync(
                    "cni-operator: sandbox is left out of this executable, which runs with rights in a cluster; "
                        + "use the tool: dotnet run --project src/CniOperator -- sandbox"
                );
                return ExitCode.Usage;
            }
        );
        return command;
    }
}
