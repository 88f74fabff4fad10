using System.CommandLine;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Objects;
using CniOperator.Output;

namespace CniOperator.Commands;

/// <summary><c>render -f FILE</c>: the manifests, without a cluster, to standard output or a folder.</summary>
internal sealed class RenderCommand(CommandIo io)
{
    private readonly Option<string> _file = CommonOptions.File();
    private readonly Option<string> _output = CommonOptions.Output("yaml", "json", "table");
    private readonly Option<string?> _folder = new("--output-dir")
    {
        Description = "Folder for one file per object, instead of standard output",
        HelpName = "DIR",
        Validators = { Typed.RefuseEmpty },
    };
    private readonly Option<bool> _ports = new("--ports")
    {
        Description = "Print the ports to open instead of the manifests; a table unless -o says otherwise",
    };
    private readonly Option<string[]> _secrets = CommonOptions.Secrets();
    private readonly Option<bool> _show = new("--show-secrets") { Description = "Print the values of Secrets instead of hiding them" };
    private readonly Option<string[]> _addons = CommonOptions.Addons();

    public static Command Create(CommandIo io) => new RenderCommand(io).Create();

    private Command Create()
    {
        _output.Description += "; table only with --ports, where it is the default";
        var command = new Command("render", "Print the manifests of a ClusterNetwork, without a cluster")
        {
            _file,
            _output,
            _folder,
            _ports,
            _secrets,
            _show,
            _addons,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var format =
            parsed.GetValue(_ports) && parsed.GetResult(_output) is null or { Implicit: true } ? "table" : parsed.GetValue(_output)!;
        if (format == "table" && !parsed.GetValue(_ports))
            throw new InputException("-o table: manifests have no table format; use yaml or json, or add --ports");
        var input = await InputFile.ReadAsync(parsed.GetValue(_file)!, io, cancellationToken);
        var values = await SecretArguments.ReadAsync(parsed.GetValue(_secrets)!, cancellationToken);
        var catalog = CommonOptions.Catalog(parsed.GetValue(_addons)!, io.Error);
        var examination = Examination.Of(input, catalog, values, placeholders: true);
        foreach (var remark in examination.Remarks)
            remark.Write(io.Error);
        if (examination.Desired?.DefaultNetwork?.Rendering is not { } rendering || examination.HasErrors)
            return examination.Parsed.Json is null ? ExitCode.Usage : ExitCode.No;

        if (parsed.GetValue(_ports))
            PortReport.Write(rendering.Ports, format, io.Out);
        else
            Write(
                parsed.GetValue(_show) ? rendering.Objects : [.. rendering.Objects.Select(new SecretRedaction(values.Values).Of)],
                parsed.GetValue(_folder),
                format,
                io
            );
        return ExitCode.Ok;
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
