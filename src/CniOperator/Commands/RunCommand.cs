using System.CommandLine;
using CniOperator.Hosting;
using CniOperator.Output;
using CniOperator.Runtime.Client.Connection;
using CniOperator.Runtime.Hosting;
using CniOperator.Webhooks;
using Microsoft.Extensions.Logging;

namespace CniOperator.Commands;

/// <summary><c>run</c>: the operator, until it is told to stop.</summary>
internal static class RunCommand
{
    private static readonly string[] Levels = Enum.GetNames<LogLevel>();

    public static Command Create(CommandIo io)
    {
        var (kubeconfig, context) = (CommonOptions.Kubeconfig(), CommonOptions.Context());
        var election = new Option<bool>("--leader-elect")
        {
            Description = "Elect a leader, so that several replicas can run",
            DefaultValueFactory = _ => true,
        };
        var metrics = Address("--metrics-bind-address", ":8080", "/metrics");
        var probes = Address("--health-probe-bind-address", ":8081", "/healthz and /readyz");
        var webhook = new Option<bool>("--webhook")
        {
            Description = "Serve the validating webhook for ClusterNetworks (config/optional/webhook)",
        };
        var webhookAddress = new Option<string>("--webhook-bind-address")
        {
            Description = "Where the webhook is served, [HOST]:PORT",
            HelpName = "ADDRESS",
            DefaultValueFactory = _ => WebhookNames.Address,
        };
        var webhookCertificates = new Option<string?>("--webhook-cert-dir")
        {
            Description = "Folder with the webhook's tls.crt and tls.key, read again when they change; without it the operator makes them",
            HelpName = "DIR",
        };
        var addons = CommonOptions.Addons();
        var level = Level();
        var command = new Command("run", "Run the operator against the current kubeconfig or in-cluster")
        {
            kubeconfig,
            context,
            election,
            metrics,
            probes,
            webhook,
            webhookAddress,
            webhookCertificates,
            addons,
            level,
        };
        command.Validators.Add(result =>
        {
            foreach (var option in (Option[])[webhookAddress, webhookCertificates])
                if (result.GetResult(option) is { Implicit: false } && !result.GetValue(webhook))
                    result.AddError($"{option.Name} says how the webhook is served: add --webhook, or leave it out");
        });
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var options = new OperatorOptions
                {
                    Connection = ClusterConnection.Load(parsed.GetValue(kubeconfig), parsed.GetValue(context)),
                    LeaderElection = parsed.GetValue(election),
                    Catalog = AddonDirectory.Load(parsed.GetValue(addons)!),
                    MetricsAddress = parsed.GetValue(metrics)!,
                    ProbesAddress = parsed.GetValue(probes)!,
                    Webhook = parsed.GetValue(webhook)
                        ? new WebhookOptions
                        {
                            Address = parsed.GetValue(webhookAddress)!,
                            CertificateDirectory = parsed.GetValue(webhookCertificates),
                        }
                        : null,
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
            }
        );
        return command;
    }

    private static Option<LogLevel> Level() =>
        new("--log-level")
        {
            Description = $"Least level to log: {ParseProblems.Listed(Levels)}",
            HelpName = "LEVEL",
            DefaultValueFactory = _ => LogLevel.Information,
            CustomParser = result =>
            {
                var typed = result.Tokens[0].Value;
                if (Levels.Contains(typed, StringComparer.OrdinalIgnoreCase))
                    return Enum.Parse<LogLevel>(typed, ignoreCase: true);
                result.AddError($"--log-level \"{typed}\": is no level; give {ParseProblems.Listed(Levels)}");
                return LogLevel.Information;
            },
        };

    private static Option<string> Address(string name, string value, string what) =>
        new(name)
        {
            Description = $"Where {what} is served, [HOST]:PORT; empty to serve nothing",
            HelpName = "ADDRESS",
            DefaultValueFactory = _ => value,
        };
}
