using System.CommandLine;
using CniOperator.Commands.Live;
using CniOperator.Core.Catalog;
using CniOperator.Core.Pipeline;
using CniOperator.Core.Rendering;
using CniOperator.Core.Validation;
using CniOperator.Kubernetes.Documents;
using CniOperator.Output;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Connection;
using CniOperator.Runtime.Client.Errors;

namespace CniOperator.Commands.Diff;

/// <summary><c>diff -f FILE</c>: what would change in the cluster, field by field. Exit 0 when nothing differs, else 1.</summary>
internal sealed class DiffCommand(CommandIo io)
{
    private readonly Option<string> _file = CommonOptions.File();
    private readonly Option<string> _output = CommonOptions.Output("table", "json", "yaml");
    private readonly Option<string[]> _secrets = CommonOptions.Secrets();
    private readonly Option<string[]> _addons = CommonOptions.Addons();
    private readonly Option<string?> _kubeconfig = CommonOptions.Kubeconfig();
    private readonly Option<string?> _context = CommonOptions.Context();

    public static Command Create(CommandIo io) => new DiffCommand(io).Create();

    private Command Create()
    {
        var command = new Command("diff", "Show what a ClusterNetwork would change in a cluster; exit 1 when something differs")
        {
            _file,
            _output,
            _secrets,
            _addons,
            _kubeconfig,
            _context,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var input = await InputFile.ReadAsync(parsed.GetValue(_file)!, io, cancellationToken);
        var given = await SecretArguments.ReadAsync(parsed.GetValue(_secrets)!, cancellationToken);
        var catalog = CommonOptions.Catalog(parsed.GetValue(_addons)!, io.Error);
        var network = ClusterNetworkReader.Read(input.Text, input.Name);
        if (network.Spec is null)
            return Refuse(Examination.Of(input, catalog, given, placeholders: true));
        var connection = ClusterConnection.Load(parsed.GetValue(_kubeconfig), parsed.GetValue(_context));
        var client = ClusterConnection.CreateClient(connection, ProductVersion.UserAgent);
        try
        {
            return await CompareAsync(client, catalog, input, network, given, parsed.GetValue(_output)!, cancellationToken);
        }
        catch (ApiException e) when (e.Code == 0)
        {
            await io.Error.WriteLineAsync(
                $"cni-operator: {e.Message}. Does --kubeconfig (or $KUBECONFIG) and --context name the right cluster, and does its API server run?"
            );
            return ExitCode.Unreachable;
        }
    }

    private async Task<int> CompareAsync(
        IApiClient client,
        AddonCatalog catalog,
        InputFile input,
        ParsedClusterNetwork network,
        IReadOnlyDictionary<SecretKeyReference, string> given,
        string format,
        CancellationToken cancellationToken
    )
    {
        var stored = await new LiveNetworkReader(client).FindAsync(network.Name, cancellationToken);
        var facts = await new LiveFactsReader(client, catalog).ReadAsync(StoredSpec.Of(network), stored, given, cancellationToken);
        (facts, var examination) = await new LiveExamination(client, catalog).CompareAsync(facts, input, network, cancellationToken);
        if (examination.Desired is not { PresentObjects.Count: > 0 })
            return Refuse(examination);
        var view = await new LiveDiff(client, facts, new SecretMask(facts.Secrets.Values)).RunAsync(examination, cancellationToken);
        if (format == "table")
            new DiffText(io.Out, io.Colours).Write(view);
        else
            io.Out.Write(format == "json" ? Json.Indented(DiffJson.Of(view, input.Name)) : YamlWriter.Write(DiffJson.Of(view, input.Name)));
        return view.Differs ? ExitCode.No : ExitCode.Ok;
    }

    private int Refuse(Examination examination)
    {
        foreach (var remark in examination.Remarks)
            remark.Write(io.Error);
        return ExitCode.Usage;
    }
}
