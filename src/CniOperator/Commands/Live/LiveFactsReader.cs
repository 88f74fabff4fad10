using System.Text.Json.Nodes;
using CniOperator.Controllers;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.AddressPlan.Sources;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Observation;
using CniOperator.Core.Pipeline;
using CniOperator.Core.Rendering;
using CniOperator.Core.Rollout;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Commands.Live;

/// <summary>Reads once what the operator watches, so that commands judge a spec by the same facts. What may not be read is said.</summary>
internal sealed class LiveFactsReader(IApiClient client, AddonCatalog catalog)
{
    private readonly List<string> _unread = [];
    private readonly List<string> _unreadSecrets = [];

    /// <summary>Reads what judging <paramref name="spec"/> takes.</summary>
    /// <param name="spec">The spec, from a file or from the cluster.</param>
    /// <param name="network">The ClusterNetwork as it is stored there; <c>null</c> when it is not, or for a plan without one.</param>
    /// <param name="given">Values of Secrets that the user gives.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ApiException">The cluster does not answer.</exception>
    public async Task<LiveFacts> ReadAsync(
        StoredSpec spec,
        NetworkObject? network,
        IReadOnlyDictionary<SecretKeyReference, string> given,
        CancellationToken cancellationToken
    )
    {
        var progress = network is null ? Progress.None : await new LiveNetworkReader(client).ProgressAsync(network, cancellationToken);
        var needed = new SpecPipeline(catalog).SecretsOf(spec, progress.LastValidSpec);
        var (secrets, existing) = await SecretsAsync(needed, given, cancellationToken);
        var objects = await ClusterObjectsAsync(cancellationToken);
        var nodes = await ListAsync(NodeResource.Type, ListScope.All, cancellationToken);
        var daemons = await ListAsync(DataplaneReader.Type, ListScope.All, cancellationToken) ?? [];
        IReadOnlyList<NodeView> views = [.. (nodes ?? []).Select(NodeView.Of)];
        var addon = catalog.Find(spec.Spec?.Provider ?? "");
        var cluster = ClusterFactsReader.Read(
            await new ServerVersion(client, TimeProvider.System).GetAsync(serverIsAway: false, cancellationToken),
            nodes?.Count ?? 0,
            objects.ServiceCidrs,
            existing,
            await DaemonLookups.AskAsync(client, addon, cancellationToken)
        );
        return new LiveFacts
        {
            Cluster = nodes is null ? cluster with { NodeCount = null } : cluster,
            Addresses = ClusterAddressReader.Read(objects, nodes is null ? null : NodeIndex.Empty.With(nodes.Select(NodeReader.Of))) with
            {
                Allocation = await AllocationAsync(addon?.Addressing, cancellationToken),
            },
            Dataplanes = DataplaneReader.In(daemons, views, catalog),
            Nodes = views,
            Secrets = secrets,
            SecretsUnread = _unreadSecrets.Count > 0,
            Network = network,
            Progress = progress,
            Unread = Unread(),
        };
    }

    private async Task<(IReadOnlyDictionary<SecretKeyReference, string> Values, IReadOnlyList<JsonObject> Existing)> SecretsAsync(
        IReadOnlyList<SecretKeyReference> needed,
        IReadOnlyDictionary<SecretKeyReference, string> given,
        CancellationToken cancellationToken
    )
    {
        var existing = new List<JsonObject>();
        foreach (var name in needed.Where(r => !given.ContainsKey(r)).Select(r => r.Name).Distinct(StringComparer.Ordinal))
        {
            try
            {
                var key = new ObjectName(ClusterNetworkApi.OperatorNamespace, name);
                if (await client.FindAsync(Unstructured.Of(KubernetesKinds.Secrets), key, cancellationToken) is { } secret)
                    existing.Add(secret.Json);
            }
            catch (ApiException e) when (e.IsForbidden)
            {
                _unreadSecrets.Add(e.ServerMessage);
            }
        }

        var values = ClusterFactsReader.ValuesOf(existing, needed);
        foreach (var (reference, value) in given)
            values[reference] = value;
        return (values, existing);
    }

    private async Task<LiveAllocation> AllocationAsync(AddonAddresses? addon, CancellationToken cancellationToken) =>
        AllocationSources.Read(
            await AllocationAsync(addon is null ? null : WatchNeeds.PoolsOf(addon), cancellationToken),
            await AllocationAsync(addon is null ? null : WatchNeeds.BlocksOf(addon), cancellationToken)
        );

    private async Task<(WatchNeed Need, IReadOnlyList<JsonObject> Objects)?> AllocationAsync(
        WatchNeed? need,
        CancellationToken cancellationToken
    ) =>
        need is not null
        && await client.Mapper.FindAsync(need.Kind.ApiVersion, need.Kind.Kind, cancellationToken) is { } kind
        && await ListAsync(AllocationSources.TypeOf(kind, need), ListScope.All, cancellationToken) is { } objects
            ? (need, objects)
            : null;

    private async Task<ClusterObjects> ClusterObjectsAsync(CancellationToken cancellationToken)
    {
        var serviceCidrs = await client.Mapper.FindAsync("networking.k8s.io/v1", "ServiceCIDR", cancellationToken);
        return new ClusterObjects
        {
            ServiceCidrs = serviceCidrs is null
                ? []
                : await ListAsync(Unstructured.Of(serviceCidrs), ListScope.All, cancellationToken) ?? [],
            ControlPlanePods = await ListAsync(AddressSources.ControlPlanePods, cancellationToken),
            KubeadmConfig = await FindAsync(AddressSources.KubeadmConfig, cancellationToken),
            ApiServerService = await FindAsync(AddressSources.ApiServerService, cancellationToken),
            ApiServerSlices = await ListAsync(AddressSources.ApiServerSlices, cancellationToken),
        };
    }

    private async Task<IReadOnlyList<JsonObject>> ListAsync(
        (ResourceType<Unstructured> Type, ListScope Scope) source,
        CancellationToken cancellationToken
    ) => await ListAsync(source.Type, source.Scope, cancellationToken) ?? [];

    private async Task<JsonObject?> FindAsync(
        (ResourceType<Unstructured> Type, ListScope Scope) source,
        CancellationToken cancellationToken
    ) => await ListAsync(source, cancellationToken) is [var first, ..] ? first : null;

    private async Task<IReadOnlyList<JsonObject>?> ListAsync(
        ResourceType<Unstructured> type,
        ListScope scope,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return [.. (await client.ListAsync(type, scope, cancellationToken)).Items.Select(i => i.Json)];
        }
        catch (ApiException e) when (e.IsForbidden || e.IsNotFound)
        {
            _unread.Add(e.ServerMessage.Length > 0 ? e.ServerMessage : e.Message);
            return null;
        }
    }

    private IReadOnlyList<Finding> Unread() =>
        [
            .. _unread.Count == 0
                ? Array.Empty<Finding>()
                :
                [
                    new Finding(
                        LiveRules.Unread,
                        FieldSubject.Whole,
                        $"The spec is examined without what may not be read: {string.Join("; ", _unread)}.",
                        "Use an account that may list them, to have all of it examined."
                    ),
                ],
            .. _unreadSecrets.Select(why => new Finding(
                LiveRules.Unread,
                FieldSubject.Whole,
                $"A Secret is not examined, a placeholder stands for its value: {why}.",
                "Use an account that may get it, or give the value with --secret."
            )),
        ];
}
