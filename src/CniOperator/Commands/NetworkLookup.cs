using System.Text.Json.Nodes;
using CniOperator.Controllers;
using CniOperator.Core.Api;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Commands;

/// <summary>Finds the ClusterNetworks that a command is about.</summary>
internal static class NetworkLookup
{
    /// <summary>What commands say of a cluster without a ClusterNetwork.</summary>
    public const string None = "No ClusterNetwork exists in this cluster; apply one, such as config/samples/flannel.yaml.";

    /// <summary>The one of a name; without a name all of them.</summary>
    /// <exception cref="InputException">There is none of that name, or the cluster does not know the kind.</exception>
    public static async Task<IReadOnlyList<JsonObject>> FindAsync(IApiClient client, string? name, CancellationToken cancellationToken)
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

    /// <summary>The one of a name; without a name the active one: the oldest. <c>null</c> when there is none.</summary>
    /// <exception cref="InputException">As above.</exception>
    public static async Task<JsonObject?> ActiveAsync(IApiClient client, string? name, CancellationToken cancellationToken) =>
        (await FindAsync(client, name, cancellationToken))
            .OrderBy(n => n.Time("metadata", "creationTimestamp"))
            .ThenBy(n => n.Name(), StringComparer.Ordinal)
            .FirstOrDefault();
}
