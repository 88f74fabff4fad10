using System.CommandLine;
using CniOperator.Commands.Connectivity;
using CniOperator.Commands.Diff;
using CniOperator.Commands.Plan;
using CniOperator.Kubernetes.Documents;
using CniOperator.Output;
using CniOperator.Runtime.Client.Connection;
using CniOperator.Runtime.Client.Errors;

namespace CniOperator.Commands;

/// <summary>The executable's commands, and the edge where whatever goes wrong becomes a message and an exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, CommandIo io, CancellationToken cancellationToken)
    {
        var parsed = Root(io).Parse([.. args.SelectMany(WithEmptyValue)]);
        if (parsed.Errors.Count > 0)
            return await RefuseAsync(parsed, io);
        var configuration = new InvocationConfiguration
        {
            Output = io.Out,
            Error = io.Error,
            EnableDefaultExceptionHandler = false,
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception exception) when (exception is ClusterConnectionException or DocumentException or InputException)
        {
            await io.Error.WriteLineAsync($"cni-operator: {exception.Message}");
            return ExitCode.Usage;
        }
        catch (ApiException exception)
        {
            await io.Error.WriteLineAsync($"cni-operator: {exception.Message}{Hint(exception)}");
            return ExitCode.No;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.No;
        }
        catch (Exception exception)
        {
            await io.Error.WriteLineAsync($"cni-operator: {exception.Message}");
            return ExitCode.No;
        }
    }

    private static async Task<int> RefuseAsync(ParseResult parsed, CommandIo io)
    {
        foreach (var problem in ParseProblems.Of(parsed))
            await io.Error.WriteLineAsync($"cni-operator: {problem}");
        await io.Error.WriteLineAsync($"See `{CommandPath(parsed)} --help`.");
        return ExitCode.Usage;
    }

    // The parser takes the argument after "--option=" for its value, where the empty text is meant.
    private static IEnumerable<string> WithEmptyValue(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal) && argument.EndsWith('=') ? [argument[..^1], ""] : [argument];

    /// <summary>Every command with its options.</summary>
    internal static RootCommand Root(CommandIo io)
    {
        var root = new RootCommand("Puts a network on a Kubernetes cluster, and keeps it there. One ClusterNetwork resource says which.");
        foreach (
            var command in new[]
            {
                RunCommand.Create(io),
#if EMBEDDED_CLUSTER
                Sandbox.SandboxCommand.Create(io),
#else
                InCluster.NoSandboxCommand.Create(io),
#endif
                RenderCommand.Create(io),
                ValidateCommand.Create(io),
                PlanCommand.Create(io),
                DiffCommand.Create(io),
                StatusCommand.Create(io),
                HealthCommand.Create(io),
                ConnectivityCommand.Create(io),
                LeftoversCommand.Create(io),
            }
        )
        {
            root.Subcommands.Add(command);
        }

        return root;
    }

    private static string Hint(ApiException exception) =>
        exception.Code switch
        {
            0 => ". Does --kubeconfig (or $KUBECONFIG) and --context name the right cluster, and does its API server run?",
            401 => ". The kubeconfig's credentials are not accepted: renew them, or take another --context.",
            403 => ". Ask for that right, or take another --context.",
            _ => "",
        };

    private static string CommandPath(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "cni-operator" : $"cni-operator {parsed.CommandResult.Command.Name}";
}
