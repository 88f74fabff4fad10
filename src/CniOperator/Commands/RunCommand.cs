using System.CommandLine;
using CniOperator.Hosting;
using CniOperator.Output;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Hosting;
using Microsoft.Extensions.Logging;

namespace CniOperator.Commands;

/// <summary><c>run</c>: the operator, until it is told to stop.</summary>
internal static class RunCommand
{
    public static Command Create(CommandIo io)
    {
        var (kubeconfig, context) = (CommonOptions.Kubeconfig(), CommonOptions.Context());
        var election = new Option<bool>("--leader-elect") { Description = "Elect a leader, so that several replicas can run", DefaultValueFactory = _ => true };
        var metrics = Address("--metrics-bind-address", ":8080", "/metrics");
        var probes = Address("--health-probe-bind-address", ":8081", "/healthz and /readyz");
        var addons = CommonOptions.Addons();
        var level = new Option<LogLevel>("--log-level") { Description = "Least level to log", DefaultValueFactory = _ => LogLevel.Information };
        var command = new Command("run", "Run the operator against the current kubeconfig or in-cluster") { kubeconfig, context, election, metrics, probes, addons, level };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new OperatorOptions
            {
                Connection = ClusterConnection.Load(parsed.GetValue(kubeconfig), parsed.GetValue(context)),
                LeaderElection = parsed.GetValue(election),
                Catalog = AddonDirectory.Load(parsed.GetValue(addons)!),
                MetricsAddress = parsed.GetValue(metrics)!,
                ProbesAddress = parsed.GetValue(probes)!,
                Logging = OperatorLog.To(io.Error, parsed.GetValue(level)),
            };
            try
            {
                await OperatorRunner.RunOperatorAsync(options, cancellationToken).ConfigureAwait(false);
                return ExitCode.Ok;
            }
            catch (OperatorFailedException e)
            {
                await io.Error.WriteLineAsync($"cni-operator: {e.Message}").ConfigureAwait(false);
                return ExitCode.No;
            }
        });
        return command;
    }

    private static Option<string> Address(string name, string value, string what) => new(name)
    {
        Description = $"Where {what} is served, [HOST]:PORT; empty to serve nothing",
        HelpName = "ADDRESS",
        DefaultValueFactory = _ => value,
    };
}
