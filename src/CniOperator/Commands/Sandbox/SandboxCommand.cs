using System.CommandLine;
using CniOperator.Core.Catalog;
using CniOperator.Output;

namespace CniOperator.Commands.Sandbox;

/// <summary><c>sandbox</c>: the main job, end to end, on an embedded cluster.</summary>
internal static class SandboxCommand
{
    private const int MaxNodes = 200;

    private const int MaxSeconds = 24 * 60 * 60;

    public static Command Create(CommandIo io)
    {
        var file = CommonOptions.File(required: false);
        file.Description = "File with one ClusterNetwork; without it config/samples/flannel.yaml of this build";
        var nodes = Typed.Number("--nodes", "N", "Number of simulated nodes", 3, 1, MaxNodes);
        var serve = new Option<bool>("--serve") { Description = "Keep the cluster up and print a kubeconfig for kubectl" };
        var port = Typed.Number("--port", "PORT", "Port of the API server; 0 for any free one", 0, 0, 65535);
        var timeout = Typed.Number("--timeout", "SECONDS", "Seconds to wait for Ready", 60, 1, MaxSeconds);
        var (secrets, addons) = (CommonOptions.Secrets(), CommonOptions.Addons());
        var command = new Command("sandbox", "Bring a network up on an embedded cluster and show each step; exit 0 when it is Ready")
        {
            file,
            nodes,
            serve,
            port,
            timeout,
            secrets,
            addons,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var input = parsed.GetValue(file) is { } path
                    ? await InputFile.ReadAsync(path, io, cancellationToken).ConfigureAwait(false)
                    : new InputFile("config/samples/flannel.yaml", EmbeddedText.FlannelSample);
                var values = await SecretArguments.ReadAsync(parsed.GetValue(secrets)!, cancellationToken).ConfigureAwait(false);
                var catalog = CommonOptions.Catalog(parsed.GetValue(addons)!, io.Error);
                var examination = Examination.Of(input, catalog, values, placeholders: false);
                foreach (var remark in examination.Remarks)
                    remark.Write(io.Error);
                if (examination.Reading.Spec is null || examination.HasErrors)
                    return examination.Reading.Json is null ? ExitCode.Usage : ExitCode.No;

                var plan = new SandboxPlan(
                    examination.Reading.Name,
                    examination.Reading.Json!,
                    examination.Reading.Spec,
                    catalog,
                    values,
                    parsed.GetValue(nodes),
                    parsed.GetValue(port),
                    TimeSpan.FromSeconds(parsed.GetValue(timeout)),
                    parsed.GetValue(serve)
                );
                await using var view = SandboxView.For(io);
                return await new SandboxSession(plan with { PodSecrets = PodSecret.Of(examination.Rendering) }, view)
                    .RunAsync(cancellationToken)
                    .ConfigureAwait(false);
            }
        );
        return command;
    }
}
