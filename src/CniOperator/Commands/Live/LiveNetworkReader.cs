using CniOperator.Controllers;
using CniOperator.Core.Observation;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Commands.Live;

/// <summary>Reads a ClusterNetwork and what the operator recorded of it.</summary>
internal sealed class LiveNetworkReader(IApiClient client)
{
    /// <summary>The ClusterNetwork of that name; <c>null</c> when there is none, the cluster serves none, or it may not be read.</summary>
    public async Task<NetworkObject?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var network = await client.FindAsync(Unstructured.Of(ClusterNetwork.Served), new ObjectName(null, name), cancellationToken);
            return network is null ? null : new NetworkObject(network.Json);
        }
        catch (ApiException e) when (e.IsForbidden)
        {
            return null;
        }
    }

    /// <summary>What the operator recorded; nothing when it may not be read.</summary>
    public async Task<Progress> ProgressAsync(NetworkObject network, CancellationToken cancellationToken)
    {
        try
        {
            var key = Progress.KeyOf(network.Name);
            var name = new ObjectName(key.Namespace, key.Name);
            var record = await client.FindAsync(Unstructured.Of(KubernetesKinds.ConfigMaps), name, cancellationToken);
            return Progress.Of(record?.Json, network);
        }
        catch (ApiException e) when (e.IsForbidden)
        {
            return Progress.None;
        }
    }
}
