using System.CommandLine;
using System.Text.Json.Nodes;
using CniOperator.Commands.Live;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Documents;
using CniOperator.Output;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Connection;

namespace CniOperator.Commands;

/// <summary>
/// <c>validate -f FILE</c>: everything that is wrong with a ClusterNetwork, without a cluster, or with <c>--kubeconfig</c> against a live
/// one.
/// </summary>
internal static class ValidateCommand
{
    public static Command Create(CommandIo io)
    {
        var file = CommonOptions.File();
        var output = CommonOptions.Output("table", "json", "yaml");
        var (secrets, addons) = (CommonOptions.Secrets(), CommonOptions.Addons());
        var (kubeconfig, context) = (CommonOptions.Kubeconfig(), CommonOptions.Context());
        kubeconfig.Description = "Kubeconfig file of a cluster to validate against too, by dry runs; without it no cluster is asked";
        var command = new Command("validate", "Say what is wrong with a ClusterNetwork; exit 1 if it cannot work")
        {
            file,
            output,
            secrets,
            addons,
            kubeconfig,
            context,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var input = await InputFile.ReadAsync(parsed.GetValue(file)!, io, cancellationToken);
                var values = await SecretArguments.ReadAsync(parsed.GetValue(secrets)!, cancellationToken);
                var catalog = CommonOptions.Catalog(parsed.GetValue(addons)!, io.Error);
                var live = parsed.GetValue(kubeconfig) is not null || parsed.GetValue(context) is not null;
                var examination = live
                    ? await new LiveExamination(Connect(parsed.GetValue(kubeconfig), parsed.GetValue(context)), catalog).RunAsync(
                        input,
                        values,
                        cancellationToken
                    )
                    : Examination.Of(input, catalog, values, placeholders: true);
                Write(examination, input.Name, parsed.GetValue(output)!, io.Out);
                return examination.Parsed.Json is null ? ExitCode.Usage
                    : examination.HasErrors ? ExitCode.No
                    : ExitCode.Ok;
            }
        );
        return command;
    }

    private static IApiClient Connect(string? kubeconfig, string? context) =>
        ClusterConnection.CreateClient(ClusterConnection.Load(kubeconfig, context), ProductVersion.UserAgent);

    private static void Write(Examination examination, string file, string format, TextWriter output)
    {
        if (format == "table")
            WriteText(examination, file, output);
        else
            output.Write(format == "json" ? Json.Indented(ToJson(examination, file)) : YamlWriter.Write(ToJson(examination, file)));
    }

    private static void WriteText(Examination examination, string file, TextWriter output)
    {
        foreach (var remark in examination.Remarks)
            remark.Write(output);
        var (errors, others) = (examination.Remarks.Count(r => r.Blocks), examination.Remarks.Count(r => !r.Blocks));
        output.WriteLine(
            errors > 0
                ? $"{file}: {Count(errors, "error")}{(others > 0 ? $", {Count(others, "other remark")}" : "")}"
                : $"{file}: ClusterNetwork/{examination.Parsed.Name} is valid{(others > 0 ? $", {Count(others, "remark")}" : "")}"
        );
        if (Acknowledgement.WayOut(examination.Remarks.Select(r => r.Finding)) is { Length: > 0 } wayOut)
            output.WriteLine(wayOut);
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static JsonObject ToJson(Examination examination, string file) =>
        new()
        {
            ["file"] = file,
            ["name"] = examination.Parsed.Name,
            ["valid"] = !examination.HasErrors,
            ["findings"] = new JsonArray([.. examination.Remarks.Select(r => r.ToJson())]),
        };
}
