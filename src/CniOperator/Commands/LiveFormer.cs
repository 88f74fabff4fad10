using CniOperator.Controllers;
using CniOperator.Core.Api;
using CniOperator.Core.Decisions;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Commands;

/// <summary>
/// The spec that the operator applied last, from its record; without one, or the right to read it, a change is judged as a new network.
/// </summary>
internal sealed class LiveFormer(IApiClient client)
{
    /// <summary>Of the ClusterNetwork of that name, if there is one.</summary>
    public async Task<ClusterNetworkSpec?> OfAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var network = await client
                .FindAsync(Unstructured.Of(ClusterNetwork.Served), new ObjectName(null, name), cancellationToken)
                .ConfigureAwait(false);
            return network is null ? null : await OfAsync(new NetworkObject(network.Json), cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException e) when (e.IsForbidden)
        {
            return null;
        }
    }

    /// <summary>Of a ClusterNetwork that was read already.</summary>
    public async Task<ClusterNetworkSpec?> OfAsync(NetworkObject network, CancellationToken cancellationToken)
    {
        try
        {
            var key = SpecRecord.KeyOf(network.Name);
            var record = await client
                .FindAsync(Unstructured.Of(KubernetesKinds.ConfigMaps), new ObjectName(key.Namespace, key.Name), cancellationToken)
                .ConfigureAwait(false);
            return SpecRecord.ReadableIn(record?.Json, network);
        }
        catch (ApiException e) when (e.IsForbidden)
        {
            return null;
        }
    }
}
