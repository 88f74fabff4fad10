using CniOperator.Controllers;
using CniOperator.Core.Api;
using CniOperator.Core.Observation;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Commands.Plan;

/// <summary>Finds the ClusterNetwork of a live cluster whose plan is to be shown.</summary>
internal sealed class LiveNetwork(IApiClient client)
{
    private const string OrSay = "or say with -f or --pod-cidr which plan to hold against the cluster";

    /// <summary>The ClusterNetwork of that name, or the active one; with a note when it is not the active one.</summary>
    /// <exception cref="InputException">There is none, or the cluster does not serve them.</exception>
    /// <exception cref="ApiException">They cannot be read.</exception>
    public async Task<(NetworkObject Network, string? Note)> FindAsync(string? name, CancellationToken cancellationToken)
    {
        var networks = await ListAsync(cancellationToken);
        networks.Sort(NetworkObject.ByAge);
        if (networks.Count == 0)
            throw new InputException($"no ClusterNetwork exists in this cluster; apply one, such as config/samples/flannel.yaml, {OrSay}");
        var found = name is null
            ? networks[0]
            : networks.Find(n => n.Name == name)
                ?? throw new InputException(
                    $"there is no ClusterNetwork {name}; there is {string.Join(", ", networks.Select(n => n.Name))}"
                );
        return (
            found,
            found == networks[0] ? null : $"ClusterNetwork/{networks[0].Name} is older and active; {found.Name} changes nothing"
        );
    }

    private async Task<List<NetworkObject>> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            var list = await client.ListAsync(Unstructured.Of(ClusterNetwork.Served), ListScope.All, cancellationToken);
            return [.. list.Items.Select(n => new NetworkObject(n.Json))];
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            throw new InputException($"the cluster does not serve {ClusterNetworkApi.CrdName}; install the operator, {OrSay}");
        }
    }
}
