using System.CommandLine;
using CniOperator.Connectivity;
using CniOperator.Hosting;
using CniOperator.Output;
using CniOperator.Runtime.Client.Connection;
using CniOperator.Runtime.Hosting;
using CniOperator.Webhooks;
using Microsoft.Extensions.Logging;

namespace CniOperator.Commands;

/// <summary><c>run</c>: the operator, until it is told to stop.</summary>
internal sealed class RunCommand(CommandIo io)
{
    private static readonly string[] Levels = Enum.GetNames<LogLevel>();

    private readonly Option<string?> _kubeconfig = CommonOptions.Kubeconfig();
    private readonly Option<string?> _context = CommonOptions.Context();
    private readonly Option<bool> _election = new("--leader-elect")
    {
        Description = "Elect a leader, so that several replicas can run",
        DefaultValueFactory = _ => true,
    };
    private readonly Option<string> _metrics = Address("--metrics-bind-address", ":8080", "/metrics");
    private readonly Option<string> _probes = Address("--health-probe-bind-address", ":8081", "/healthz and /readyz");
    private readonly Option<bool> _webhook = new("--webhook")
    {
        Description = "Serve the validating webhook for ClusterNetworks (config/optional/webhook)",
    };
    private readonly Option<string> _webhookAddress = new("--webhook-bind-address")
    {
        Description = "Where the webhook is served, [HOST]:PORT",
        HelpName = "ADDRESS",
        DefaultValueFactory = _ => WebhookNames.Address,
    };
    private readonly Option<string?> _webhookCertificates = new("--webhook-cert-dir")
    {
        Description = "Folder with the webhook's tls.crt and tls.key, read again when they change; without it the operator makes them",
        HelpName = "DIR",
    };
    private readonly Option<string[]> _health = new("--health-address")
    {
        Description = "Where reports of health agents are taken (UDP), HOST:PORT; repeatable, one of each family; empty for none",
        HelpName = "ADDRESS",
    };
    private readonly Option<string?> _agentImage = new("--agent-image")
    {
        Description = "Image of health agents; without it that of the operator's own pod (POD_NAME)",
        HelpName = "IMAGE",
    };
    private readonly Option<string[]> _addons = CommonOptions.Addons();
    private readonly Option<LogLevel> _level = Level();

    public static Command Create(CommandIo io) => new RunCommand(io).Create();

    private Command Create()
    {
        var command = new Command("run", "Run the operator against the current kubeconfig or in-cluster")
        {
            _kubeconfig,
            _context,
            _election,
            _metrics,
            _probes,
            _health,
            _agentImage,
            _webhook,
            _webhookAddress,
            _webhookCertificates,
            _addons,
            _level,
        };
        Validate(command);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                try
                {
                    await OperatorRunner.RunOperatorAsync(Options(parsed), cancellationToken);
                    return ExitCode.Ok;
                }
                catch (OperatorFailedException e)
                {
                    await io.Error.WriteLineAsync($"cni-operator: {e.Message}");
                    return ExitCode.No;
                }
            }
        );
        return command;
    }

    private void Validate(Command command)
    {
        command.Validators.Add(result =>
        {
            foreach (var option in (Option[])[_webhookAddress, _webhookCertificates])
                if (result.GetResult(option) is { Implicit: false } && !result.GetValue(_webhook))
                    result.AddError($"{option.Name} says how the webhook is served: add --webhook, or leave it out");
        });
        command.Validators.Add(result =>
        {
            HealthAddresses.Parse(result.GetValue(_health) ?? [], out var problem);
            if (problem.Length > 0)
                result.AddError($"{_health.Name} {problem}");
        });
    }

    private OperatorOptions Options(ParseResult parsed) =>
        new()
        {
            Connection = ClusterConnection.Load(parsed.GetValue(_kubeconfig), parsed.GetValue(_context)),
            LeaderElection = parsed.GetValue(_election),
            Catalog = AddonDirectory.Load(parsed.GetValue(_addons)!),
            MetricsAddress = parsed.GetValue(_metrics)!,
            ProbesAddress = parsed.GetValue(_probes)!,
            HealthAddresses = HealthAddresses.Parse(parsed.GetValue(_health) ?? [], out _),
            AgentImage = parsed.GetValue(_agentImage),
            Webhook = parsed.GetValue(_webhook)
                ? new WebhookOptions
                {
                    Address = parsed.GetValue(_webhookAddress)!,
                    CertificateDirectory = parsed.GetValue(_webhookCertificates),
                }
                : null,
            Logging = OperatorLog.To(io.Error, parsed.GetValue(_level)),
        };

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
                result.AddError($"--log-level \"{typed}\": is not a level; give {ParseProblems.Listed(Levels)}");
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
