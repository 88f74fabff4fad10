using System.CommandLine;
using CniOperator.Core.Catalog;
using CniOperator.Output;

namespace CniOperator.Commands.Sandbox;

/// <summary><c>sandbox</c>: the main job, end to end, on an embedded cluster.</summary>
internal sealed class SandboxCommand
{
    private const int MaxNodes = 200;
    private const int MaxSeconds = 24 * 60 * 60;

    private readonly CommandIo _io;
    private readonly Option<string> _file = CommonOptions.File(required: false);
    private readonly Option<int> _nodes = Typed.Number("--nodes", "N", "Number of simulated nodes", 3, 1, MaxNodes);
    private readonly Option<bool> _serve = new("--serve") { Description = "Keep the cluster up and print a kubeconfig for kubectl" };
    private readonly Option<int> _port = Typed.Number("--port", "PORT", "Port of the API server; 0 for any free one", 0, 0, 65535);
    private readonly Option<int> _timeout = Typed.Number("--timeout", "SECONDS", "Seconds to wait for Ready", 60, 1, MaxSeconds);
    private readonly Option<string[]> _secrets = CommonOptions.Secrets();
    private readonly Option<string?> _fault = FaultArgument.Option();
    private readonly Option<string[]> _addons = CommonOptions.Addons();

    private SandboxCommand(CommandIo io)
    {
        _io = io;
        _file.Description = "File with one ClusterNetwork; without it config/samples/flannel.yaml of this build";
    }

    /// <summary>The command with its options.</summary>
    public static Command Create(CommandIo io)
    {
        var sandbox = new SandboxCommand(io);
        var command = new Command("sandbox", "Bring a network up on an embedded cluster and show each step; exit 0 when it is Ready")
        {
            sandbox._file,
            sandbox._nodes,
            sandbox._serve,
            sandbox._port,
            sandbox._timeout,
            sandbox._fault,
            sandbox._secrets,
            sandbox._addons,
        };
        command.SetAction(sandbox.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var input = parsed.GetValue(_file) is { } path
            ? await InputFile.ReadAsync(path, _io, cancellationToken)
            : new InputFile("config/samples/flannel.yaml", EmbeddedText.FlannelSample);
        var secrets = await SecretArguments.ReadAsync(parsed.GetValue(_secrets)!, cancellationToken);
        var catalog = CommonOptions.Catalog(parsed.GetValue(_addons)!, _io.Error);
        var examination = Examination.Of(input, catalog, secrets, placeholders: false);
        foreach (var remark in examination.Remarks)
            remark.Write(_io.Error);
        if (examination.Parsed.Spec is not { } spec || examination.HasErrors)
            return examination.Parsed.Json is null ? ExitCode.Usage : ExitCode.No;

        var setup = new SandboxSetup(
            examination.Parsed.Name,
            examination.Parsed.Json!,
            spec,
            catalog,
            secrets,
            parsed.GetValue(_nodes),
            parsed.GetValue(_port),
            TimeSpan.FromSeconds(parsed.GetValue(_timeout)),
            parsed.GetValue(_serve)
        )
        {
            PodSecrets = PodSecret.Of(examination.Desired?.DefaultNetwork?.Rendering),
            Fault = FaultArgument.Of(parsed.GetValue(_fault)),
        };
        if (setup.FaultProblem is { } problem)
        {
            await _io.Error.WriteLineAsync(problem);
            return ExitCode.Usage;
        }

        await using var view = SandboxView.For(_io);
        return await new SandboxSession(setup, view).RunAsync(cancellationToken);
    }
}
