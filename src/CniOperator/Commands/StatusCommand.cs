using System.CommandLine;
using System.Text.Json.Nodes;
using CniOperator.Commands.Connectivity;
using CniOperator.Kubernetes.Documents;
using CniOperator.Output;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Connection;

namespace CniOperator.Commands;

/// <summary><c>status [NAME]</c>: conditions, rollout and connectivity, for people. Exit 0 when every network shown is Ready.</summary>
internal static class StatusCommand
{
    public static Command Create(CommandIo io)
    {
        var name = new Argument<string?>("NAME")
        {
            Description = "One ClusterNetwork; all of them without a name",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var output = CommonOptions.Output("table", "json", "yaml");
        var (kubeconfig, context) = (CommonOptions.Kubeconfig(), CommonOptions.Context());
        var command = new Command("status", "Show how a cluster's network is") { name, output, kubeconfig, context };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var configuration = ClusterConnection.Load(parsed.GetValue(kubeconfig), parsed.GetValue(context));
                var client = ClusterConnection.CreateClient(configuration, ProductVersion.UserAgent);
                var networks = await NetworkLookup.FindAsync(client, parsed.GetValue(name), cancellationToken);
                if (networks.Count == 0)
                {
                    await io.Error.WriteLineAsync(NetworkLookup.None);
                    return ExitCode.No;
                }

                if (parsed.GetValue(output) == "table")
                    WriteTables(networks, await DetailsAsync(client, networks, cancellationToken), io);
                else
                    WriteObjects(networks, parsed.GetValue(output)!, io.Out);
                return networks.All(StatusReport.IsReady) ? ExitCode.Ok : ExitCode.No;
            }
        );
        return command;
    }

    // Where connectivity is not observed the operator is not asked.
    private static async Task<DetailsAnswer?> DetailsAsync(
        IApiClient client,
        IReadOnlyList<JsonObject> networks,
        CancellationToken cancellationToken
    ) =>
        networks.Any(n => NotObserved.Why(n) is null)
            ? await new DetailsReader(client, TimeProvider.System).ReadAsync(null, cancellationToken)
            : null;

    private static void WriteTables(IReadOnlyList<JsonObject> networks, DetailsAnswer? details, CommandIo io)
    {
        var connectivity = new ConnectivityText(new Palette(io.Colours));
        foreach (var (i, network) in networks.Index())
        {
            if (i > 0)
                io.Out.WriteLine();
            var now = TimeProvider.System.GetUtcNow();
            StatusReport.Write(network, now, io.Out, () => connectivity.WriteSection(network, details, now, io.Out));
        }
    }

    private static void WriteObjects(IReadOnlyList<JsonObject> networks, string format, TextWriter output)
    {
        JsonNode document = networks.Count == 1 ? networks[0] : new JsonArray([.. networks.Select(n => n.DeepClone())]);
        output.Write(format == "json" ? Json.Indented(document) : YamlWriter.Write(document));
    }
}
