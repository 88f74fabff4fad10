using System.Text.Json.Nodes;
using CniOperator.Controllers;
using CniOperator.Core.AddressPlan;
using CniOperator.Core.AddressPlan.Reading;
using CniOperator.Core.Findings;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Commands;

/// <summary>Reads once what the operator watches: everything in a cluster that tells of its addresses. What may not be read is said.</summary>
internal sealed class LiveAddresses(IApiClient client)
{
    private readonly List<string> _unread = [];

    /// <summary>What the cluster says, and a remark when it says only a part.</summary>
    public async Task<(ClusterAddresses Addresses, IReadOnlyList<Finding> Remarks)> ReadAsync(CancellationToken cancellationToken)
    {
        var serviceCidrs = await client.Mapper.FindAsync("networking.k8s.io/v1", "ServiceCIDR", cancellationToken).ConfigureAwait(false);
        var objects = new ClusterObjects
        {
            ServiceCidrs = serviceCidrs is null
                ? []
                : await ListAsync(Unstructured.Of(serviceCidrs), ListScope.All, cancellationToken).ConfigureAwait(false) ?? [],
            ControlPlanePods = await ListAsync(AddressSources.ControlPlanePods, cancellationToken).ConfigureAwait(false),
            KubeadmConfig = await ListAsync(AddressSources.KubeadmConfig, cancellationToken).ConfigureAwait(false) is [var kubeadm, ..]
                ? kubeadm
                : null,
            ApiServerService = await ListAsync(AddressSources.ApiServerService, cancellationToken).ConfigureAwait(false)
                is [var service, ..]
                ? service
                : null,
            ApiServerSlices = await ListAsync(AddressSources.ApiServerSlices, cancellationToken).ConfigureAwait(false),
        };
        var nodes = await ListAsync(NodeResource.Type, ListScope.All, cancellationToken).ConfigureAwait(false);
        var index = nodes is null ? null : NodeIndex.Empty.With(nodes.Select(NodeReading.Of));
        return (
            ClusterReading.Read(objects, index),
            _unread.Count == 0
                ? []
                :
                [
                    new Finding(
                        LiveRules.Unread,
                        Severity.Warning,
                        "",
                        $"The address plan is examined without what may not be read: {string.Join("; ", _unread)}.",
                        "Use an account that may list them, to have all of the plan examined."
                    ),
                ]
        );
    }

    private async Task<IReadOnlyList<JsonObject>> ListAsync(
        (ResourceType<Unstructured> Type, ListScope Scope) source,
        CancellationToken cancellationToken
    ) => await ListAsync(source.Type, source.Scope, cancellationToken).ConfigureAwait(false) ?? [];

    private async Task<IReadOnlyList<JsonObject>?> ListAsync(
        ResourceType<Unstructured> type,
        ListScope scope,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return [.. (await client.ListAsync(type, scope, cancellationToken).ConfigureAwait(false)).Items.Select(i => i.Json)];
        }
        catch (ApiException e) when (e.IsForbidden || e.IsNotFound)
        {
            _unread.Add(e.ServerMessage.Length > 0 ? e.ServerMessage : e.Message);
            return null;
        }
    }
}
