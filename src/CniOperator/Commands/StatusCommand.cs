using System.CommandLine;
using System.Text.Json.Nodes;
using CniOperator.Controllers;
using CniOperator.Core.Api;
using CniOperator.Kubernetes.Documents;
using CniOperator.Output;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Connection;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Commands;

/// <summary><c>status [NAME]</c>: conditions and rollout, for people. Exit 0 when every network shown is Ready.</summary>
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
                var networks = await FindAsync(client, parsed.GetValue(name), cancellationToken);
                if (networks.Count == 0)
                {
                    await io.Error.WriteLineAsync(
                        "No ClusterNetwork exists in this cluster; apply one, such as config/samples/flannel.yaml."
                    );
                    return ExitCode.No;
                }

                Write(networks, parsed.GetValue(output)!, io.Out);
                return networks.All(StatusReport.IsReady) ? ExitCode.Ok : ExitCode.No;
            }
        );
        return command;
    }

    private static async Task<IReadOnlyList<JsonObject>> FindAsync(IApiClient client, string? name, CancellationToken cancellationToken)
    {
        var type = Unstructured.Of(ClusterNetwork.Resource.Kind);
        try
        {
            if (name is null)
                return [.. (await client.ListAsync(type, ListScope.All, cancellationToken)).Items.Select(n => n.Json)];
            return [(await client.GetAsync(type, new ObjectName(null, name), cancellationToken)).Json];
        }
        catch (ApiException e) when (e.IsNotFound && name is not null && e.ServerMessage.Contains($"\"{name}\"", StringComparison.Ordinal))
        {
            throw new InputException($"there is no ClusterNetwork {name}; kubectl get clusternetworks lists those that exist");
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            throw new InputException(
                $"the cluster does not serve {ClusterNetworkApi.CrdName}; install the operator first: kubectl apply -f config/install/"
            );
        }
    }

    private static void Write(IReadOnlyList<JsonObject> networks, string format, TextWriter output)
    {
        if (format == "table")
        {
            foreach (var (i, network) in networks.Index())
            {
                if (i > 0)
                    output.WriteLine();
                StatusReport.Write(network, TimeProvider.System.GetUtcNow(), output);
            }

            return;
        }

        JsonNode document = networks.Count == 1 ? networks[0] : new JsonArray([.. networks.Select(n => n.DeepClone())]);
        output.Write(format == "json" ? Json.Indented(document) : YamlWriter.Write(document));
    }
}
