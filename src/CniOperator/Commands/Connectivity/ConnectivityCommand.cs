using System.CommandLine;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Output;
using CniOperator.Runtime.Client.Connection;

namespace CniOperator.Commands.Connectivity;

/// <summary>
/// <c>connectivity [NAME]</c>: one round of all probes from now on. Exit 0 when it proves that pods and kubelets reach pods, on all nodes.
/// </summary>
internal sealed class ConnectivityCommand(CommandIo io, TimeProvider clock)
{
    // Agents report each 30 s when nothing changes, and a round of 10 s must have begun and ended: a minute, and as much again.
    private const int UsualTimeout = 120;

    private readonly Argument<string?> _name = new("NAME")
    {
        Description = "One ClusterNetwork; the active one without a name",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<int> _timeout = Typed.Number("--timeout", "SECONDS", "How long to wait", UsualTimeout, 1, 3600);
    private readonly Option<string?> _kubeconfig = CommonOptions.Kubeconfig();
    private readonly Option<string?> _context = CommonOptions.Context();

    public static Command Create(CommandIo io) => new ConnectivityCommand(io, TimeProvider.System).Create();

    private Command Create()
    {
        var command = new Command(
            "connectivity",
            "Wait for one round of probes from now on, and show what it proves; exit 1 when something fails"
        )
        {
            _name,
            _timeout,
            _kubeconfig,
            _context,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var connection = ClusterConnection.Load(parsed.GetValue(_kubeconfig), parsed.GetValue(_context));
        var client = ClusterConnection.CreateClient(connection, ProductVersion.UserAgent);
        var network = await NetworkLookup.ActiveAsync(client, parsed.GetValue(_name), cancellationToken);
        if (network is null || NotObserved.Why(network) is not null)
        {
            await io.Error.WriteLineAsync(network is null ? NetworkLookup.None : NotObserved.Why(network));
            return ExitCode.No;
        }

        var source = new DetailsSource(new DetailsReader(client, clock), network.Name(), null);
        var timeout = TimeSpan.FromSeconds(parsed.GetValue(_timeout));
        return await RunAsync(network, source.ReadAsync, timeout, cancellationToken);
    }

    internal async Task<int> RunAsync(
        JsonObject network,
        Func<CancellationToken, Task<DetailsAnswer>> read,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        var (details, unknown) = await new RoundRun(read, clock, io).RunAsync(timeout, cancellationToken);
        var palette = new Palette(io.Colours);
        if (details is not null)
        {
            io.Out.WriteLine();
            HealthText.WriteAreas(details, io.Out);
            if (details.Verdicts.Count > 0)
                io.Out.WriteLine();
            new VerdictText(palette).Write(
                details.Verdicts,
                details.Json.Number(0, "verdictsOmitted"),
                int.MaxValue,
                clock.GetUtcNow(),
                io.Out
            );
        }
        else
            new ConnectivityText(palette).WriteSection(network, null, clock.GetUtcNow(), io.Out);

        if (unknown is not null)
        {
            await io.Error.WriteLineAsync($"cni-operator: not known: {unknown}");
            return ExitCode.No;
        }

        return details!.IsProven ? ExitCode.Ok : ExitCode.No;
    }
}
