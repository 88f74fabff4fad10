using System.Text.Json.Nodes;
using CniOperator.Controllers;
using CniOperator.Core.Catalog;
using CniOperator.Core.Observation;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Abstractions;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Discovery;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Webhooks.Admission;

namespace CniOperator.Webhooks;

/// <summary>
/// The facts out of the caches that the controller has, or would have: on a stand-by too, which reconciles nothing. Watches on ServiceCIDRs
/// and on what an addon looks up begin with the first request that needs them, and stay.
/// </summary>
internal sealed class CachedFacts(
    IInformers informers,
    IRestMapper mapper,
    ServerVersion version,
    NodeCache nodeCache,
    AddressReader addresses,
    DataplaneReader dataplanes,
    UntakenReader untaken,
    AddonCatalog catalog,
    OperatorSettings settings,
    TimeProvider clock
) : IAdmissionFacts, IDisposable
{
    // The API server waits five seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly IInformer<ClusterNetwork> _networks = informers.Get(ClusterNetwork.Resource);
    private readonly IInformer<Unstructured> _nodes = informers.Get(NodeResource.Type);
    private readonly IInformer<Unstructured> _secrets = informers.Get(
        Unstructured.Of(KubernetesKinds.Secrets),
        new ListScope(settings.Namespace)
    );
    private readonly IInformer<Unstructured> _records = informers.Get(NetworkWatches.Records.Type, NetworkWatches.Records.Scope);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, IReadOnlyList<IInformer<Unstructured>>> _lookups = new(StringComparer.Ordinal);
    private IReadOnlyList<IInformer<Unstructured>> _serviceCidrs = [];
    private bool _asked;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (
            var cache in (IDisposable[])[_networks, _nodes, _secrets, _records, .. _serviceCidrs, .. _lookups.Values.SelectMany(l => l)]
        )
            cache.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask<AdmissionFacts> TakeAsync(AdmissionRequest request, CancellationToken cancellationToken)
    {
        var lookups = LookupsOf(request.Object?.SpecJson.Text("provider") ?? "");
        var answer = await SettleAsync(lookups, cancellationToken);
        var secrets = _secrets.List().Select(s => s.Json).ToList();
        var serviceCidrs = _serviceCidrs.SelectMany(c => c.List()).Select(c => c.Json).ToList();
        var nodes = _nodes.HasSynced ? nodeCache.Of(_nodes.List()) : null;
        var facts = ClusterFactsReader.Read(answer, nodes?.Views.Count ?? 0, serviceCidrs, secrets, DaemonLookups.In(lookups));
        return new AdmissionFacts
        {
            Cluster = nodes is null ? facts with { NodeCount = null } : facts,
            Addresses = addresses.Read(serviceCidrs, nodes?.Plan),
            Dataplanes = dataplanes.Read(nodes?.Views ?? []),
            Nodes = nodes?.Views ?? [],
            Networks = [.. _networks.List().Select(n => n.AsNetwork())],
            Record = RecordOf(request.OldObject),
            Secrets = _secrets.HasSynced ? secrets : null,
        };
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<ObjectKey, JsonObject>> FindAsync(
        IReadOnlyList<ObjectKey> keys,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await untaken.ReadAsync(keys, watched: null, either.Token);
        }
        catch (Exception e) when (e is ApiException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new Dictionary<ObjectKey, JsonObject>();
        }
    }

    private IReadOnlyList<IInformer<Unstructured>> LookupsOf(string provider)
    {
        if (catalog.Find(provider) is not { } addon)
            return [];
        lock (_lock)
        {
            if (!_lookups.TryGetValue(addon.Name, out var lookups))
                _lookups[addon.Name] = lookups = [
                    .. DaemonLookups.ScopesOf(addon).Select(scope => informers.Get(DaemonLookups.Type, scope)),
                ];
            return lookups;
        }
    }

    private JsonObject? RecordOf(NetworkObject? network) =>
        network is not null && Progress.KeyOf(network.Name) is var key
            ? _records.Find(new ObjectName(key.Namespace, key.Name))?.Json
            : null;

    // What is not there in time is judged without; the next request looks again.
    private async Task<string?> SettleAsync(IReadOnlyList<IInformer<Unstructured>> lookups, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        string? answer = null;
        try
        {
            answer = await version.GetAsync(_networks.Problem?.Type == WatchProblemType.Unavailable, either.Token);
            await WatchServiceCidrsAsync(either.Token);
            await Task.WhenAll(lookups.Concat(_serviceCidrs).Select(c => c.WhenSettledAsync(either.Token)));
        }
        catch (Exception e) when (e is ApiException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Judged without.
        }

        return answer;
    }

    // Once: whether they are served, no watch tells.
    private async Task WatchServiceCidrsAsync(CancellationToken cancellationToken)
    {
        if (_asked)
            return;
        var served = await mapper.FindAsync("networking.k8s.io/v1", "ServiceCIDR", cancellationToken);
        lock (_lock)
        {
            if (!_asked && served is not null)
                _serviceCidrs = [informers.Get(Unstructured.Of(served))];
            _asked = true;
        }
    }
}
