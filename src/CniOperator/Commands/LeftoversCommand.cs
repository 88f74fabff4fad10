using System.CommandLine;
using System.Text.Json.Nodes;
using CniOperator.Core.Pipeline;
using CniOperator.Kubernetes.Documents;
using CniOperator.Output;

namespace CniOperator.Commands;

/// <summary><c>leftovers -f FILE</c>: what stays on nodes and in the cluster when a network is removed, without a cluster.</summary>
internal static class LeftoversCommand
{
    public static Command Create(CommandIo io)
    {
        var file = CommonOptions.File();
        var output = CommonOptions.Output("table", "json", "yaml");
        var addons = CommonOptions.Addons();
        var command = new Command("leftovers", "List what a network leaves on nodes and in the cluster when it is removed")
        {
            file,
            output,
            addons,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var input = await InputFile.ReadAsync(parsed.GetValue(file)!, io, cancellationToken);
                var catalog = CommonOptions.Catalog(parsed.GetValue(addons)!, io.Error);
                var examination = Examination.Of(input, catalog, new Dictionary<Core.Rendering.SecretKeyReference, string>(), true);
                foreach (var remark in examination.Remarks.Where(r => r.Blocks))
                    remark.Write(io.Error);
                if (examination.Desired?.Addon is not { } addon)
                    return examination.Parsed.Json is null ? ExitCode.Usage : ExitCode.No;
                var kept = examination.Desired.PresentObjects.Where(m => Leftovers.Stays(m.Key, m.Json)).Select(m => m.Key);
                Write(Leftovers.Of(examination.Parsed.Name, addon, kept), parsed.GetValue(output)!, io.Out);
                return ExitCode.Ok;
            }
        );
        return command;
    }

    private static void Write(Leftovers leftovers, string format, TextWriter output)
    {
        if (format == "table")
            WriteTable(leftovers, output);
        else
            output.Write(format == "json" ? Json.Indented(leftovers.ToJson()) : YamlWriter.Write((JsonNode)leftovers.ToJson()));
    }

    private static void WriteTable(Leftovers leftovers, TextWriter output)
    {
        var table = new Columns("WHERE", "WHAT", "NAME", "REMOVE WITH");
        foreach (var group in leftovers.OnNodes)
        foreach (var entry in group.Entries)
            table.Add("nodes", group.Title, entry, group.RemoveWith);
        foreach (var kept in leftovers.InCluster)
            table.Add("cluster", "objects", kept, "kubectl delete, when no other network uses it");
        table.Write(output);
        foreach (var note in leftovers.Notes)
        {
            output.WriteLine();
            output.WriteLine(note);
        }
    }
}
