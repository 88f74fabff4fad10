using System.CommandLine;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Output;
using CniOperator.Runtime.Client.Connection;

namespace CniOperator.Commands.Connectivity;

/// <summary><c>health [NAME]</c>: who reaches whom, how well, and what is wrong. Exit 0 when it is proven.</summary>
internal sealed class HealthCommand(CommandIo io, TimeProvider clock)
{
    private readonly Argument<string?> _name = new("NAME")
    {
        Description = "One ClusterNetwork; the active one without a name",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string?> _node = new("--node")
    {
        Description = "Every way from and to one node",
        HelpName = "NODE",
        Validators = { Typed.RefuseEmpty },
    };
    private readonly Option<bool> _watch = new("--watch", "-w") { Description = "Look again each 2 seconds, until Ctrl-C" };
    private readonly Option<string> _output = CommonOptions.Output("table", "json");
    private readonly Option<string?> _kubeconfig = CommonOptions.Kubeconfig();
    private readonly Option<string?> _context = CommonOptions.Context();

    public static Command Create(CommandIo io) => new HealthCommand(io, TimeProvider.System).Create();

    private Command Create()
    {
        var command = new Command("health", "Show who reaches whom in a cluster's network, how well, and what is wrong")
        {
            _name,
            _node,
            _watch,
            _output,
            _kubeconfig,
            _context,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(_watch) && result.GetValue(_output) == "json")
                result.AddError("--watch: is for people; leave it out, or ask -o json again and again");
        });
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var connection = ClusterConnection.Load(parsed.GetValue(_kubeconfig), parsed.GetValue(_context));
        var client = ClusterConnection.CreateClient(connection, ProductVersion.UserAgent);
        var network = await NetworkLookup.ActiveAsync(client, parsed.GetValue(_name), cancellationToken);
        if (network is null)
        {
            await io.Error.WriteLineAsync(NetworkLookup.None);
            return ExitCode.No;
        }

        var source = new DetailsSource(new DetailsReader(client, clock), network.Name(), parsed.GetValue(_node));
        if (parsed.GetValue(_output) == "json")
            return await WriteJsonAsync(network, source, cancellationToken);
        if (NotObserved.Why(network) is { } why)
        {
            await io.Out.WriteLineAsync(why);
            return ExitCode.No;
        }

        if (parsed.GetValue(_watch))
            return await new HealthWatch(source.ReadAsync, clock, io, Height).RunAsync(parsed.GetValue(_node), cancellationToken);
        return Write(network, await source.ReadAsync(cancellationToken), parsed.GetValue(_node));
    }

    // Of the terminal, whose window may change.
    private static int Height() => Console.WindowHeight;

    private int Write(JsonObject network, DetailsAnswer answer, string? node)
    {
        var palette = new Palette(io.Colours);
        if (answer.Details is { } details)
        {
            new HealthText(palette).Write(details, node, clock.GetUtcNow(), io.Out);
            return details.IsProven ? ExitCode.Ok : ExitCode.No;
        }

        // What status has is better than nothing.
        io.Out.Write($"ClusterNetwork/{network.Name()}");
        new ConnectivityText(palette).WriteSection(network, answer, clock.GetUtcNow(), io.Out);
        return ExitCode.No;
    }

    private async Task<int> WriteJsonAsync(JsonObject network, DetailsSource source, CancellationToken cancellationToken)
    {
        var why = NotObserved.Why(network);
        var answer = why is null ? await source.ReadAsync(cancellationToken) : DetailsAnswer.Never(why);
        var json = answer.Details?.Json
            ?? new JsonObject
            {
                ["network"] = network.Name(),
                ["unavailable"] = answer.Problem,
                ["status"] = network["status"]?["connectivity"]?.DeepClone(),
            };
        await io.Out.WriteAsync(Json.Indented(json));
        return answer.Details is { IsProven: true } ? ExitCode.Ok : ExitCode.No;
    }
}
