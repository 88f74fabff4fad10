using System.CommandLine;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Objects;
using CniOperator.Output;

namespace CniOperator.Commands;

/// <summary><c>render -f FILE</c>: the manifests, without a cluster, to standard output or a folder.</summary>
internal static class RenderCommand
{
    public static Command Create(CommandIo io)
    {
        var file = CommonOptions.File();
        var output = CommonOptions.Output("yaml", "json", "table");
        var folder = new Option<string?>("--output-dir")
        {
            Description = "Folder for one file per object, instead of standard output",
            HelpName = "DIR",
            Validators = { Typed.RefuseEmpty },
        };
        var (secrets, addons) = (CommonOptions.Secrets(), CommonOptions.Addons());
        var show = new Option<bool>("--show-secrets") { Description = "Print the values of Secrets instead of hiding them" };
        var ports = new Option<bool>("--ports")
        {
            Description = "Print the ports to open instead of the manifests; a table unless -o says otherwise",
        };
        output.Description += "; table only with --ports, where it is the default";
        var command = new Command("render", "Print the manifests of a ClusterNetwork, without a cluster")
        {
            file,
            output,
            folder,
            ports,
            secrets,
            show,
            addons,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var format =
                    parsed.GetValue(ports) && parsed.GetResult(output) is null or { Implicit: true } ? "table" : parsed.GetValue(output)!;
                if (format == "table" && !parsed.GetValue(ports))
                    throw new InputException("-o table: manifests are no table; use yaml or json, or add --ports");
                var input = await InputFile.ReadAsync(parsed.GetValue(file)!, io, cancellationToken).ConfigureAwait(false);
                var values = await SecretArguments.ReadAsync(parsed.GetValue(secrets)!, cancellationToken).ConfigureAwait(false);
                var examination = Examination.Of(
                    input,
                    CommonOptions.Catalog(parsed.GetValue(addons)!, io.Error),
                    values,
                    placeholders: true
                );
                foreach (var remark in examination.Remarks)
                    remark.Write(io.Error);
                if (examination.Desired?.DefaultNetwork?.Rendering is not { } rendering || examination.HasErrors)
                    return examination.Parsed.Json is null ? ExitCode.Usage : ExitCode.No;

                if (parsed.GetValue(ports))
                    PortReport.Write(rendering.Ports, format, io.Out);
                else
                    Write(
                        parsed.GetValue(show) ? rendering.Objects : [.. rendering.Objects.Select(new SecretRedaction(values.Values).Of)],
                        parsed.GetValue(folder),
                        format,
                        io
                    );
                return ExitCode.Ok;
            }
        );
        return command;
    }

    private static void Write(IReadOnlyList<Manifest> objects, string? folder, string format, CommandIo io)
    {
        if (folder is not null)
            WriteFolder(objects, folder, format, io.Error);
        else
            io.Out.Write(format == "json" ? Json.Indented(List(objects)) : YamlWriter.Write(objects.Select(m => (JsonNode)m.Json)));
    }

    private static JsonObject List(IEnumerable<Manifest> objects) =>
        new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "List",
            ["items"] = new JsonArray([.. objects.Select(m => m.Json.DeepClone())]),
        };

    /// <summary>Numbered, because the order of files is the order of apply.</summary>
    private static void WriteFolder(IReadOnlyList<Manifest> objects, string folder, string format, TextWriter report)
    {
        if (File.Exists(folder))
            throw new InputException($"--output-dir {folder}: is a file; name a folder, which is made if it is not there");
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var (i, manifest) in objects.Index())
            {
                var path = Path.Combine(
                    folder,
                    $"{i + 1:00}-{manifest.Key.Kind.ToLowerInvariant()}-{manifest.Key.Name.Replace(':', '-')}.{format}"
                );
                File.WriteAllText(path, format == "json" ? Json.Indented(manifest.Json) : YamlWriter.Write(manifest.Json));
                report.WriteLine(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"--output-dir {folder}: cannot be written: {e.Message} Name a folder that you may write to");
        }
    }
}
