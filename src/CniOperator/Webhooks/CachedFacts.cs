using CniOperator.Controllers;
using CniOperator.Core.Rendering;
using CniOperator.Core.Rollout;
using CniOperator.Runtime.Abstractions;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client;
using CniOperator.Webhooks.Admission;

namespace CniOperator.Webhooks;

/// <summary>The facts out of the caches that the controller has, or would have: on a stand-by too, which reconciles nothing.</summary>
internal sealed class CachedFacts(IInformers informers, IRestMapper mapper, ClusterFacts known, OperatorSettings settings, TimeProvider clock) : IAdmissionFacts, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly IInformer<ClusterNetwork> _networks = informers.Get(ClusterNetwork.Resource);
    private readonly IInformer<Unstructured> _nodes = informers.Get(NodeResource.Type);
    private readonly IInformer<Unstructured> _secrets = informers.Get(Unstructured.Of(KubernetesKinds.Secrets), new ListScope(settings.Namespace));
    private readonly Lock _lock = new();
    private NetworkFacts? _known;
    private IInformer<Unstructured>? _serviceCidrs;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var cache in (IDisposable?[])[_networks, _nodes, _secrets, _serviceCidrs]) cache?.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask<AdmissionFacts> TakeAsync(CancellationToken cancellationToken)
    {
        if (_known is null) await AskAsync(cancellationToken);
        var secrets = _secrets.List().Select(s => s.Json).ToList();
        var facts = PresentFacts.Of(
            _known ?? NetworkFacts.None, [.. _nodes.List().Select(n => NodeView.Of(n.Json))], _serviceCidrs?.List().Select(c => c.Json) ?? [], secrets);
        return new AdmissionFacts
        {
            Network = _nodes.HasSynced ? facts : facts with { NodeCount = null },
            Networks = [.. _networks.List().Select(n => n.AsNetwork())],
            Secrets = _secrets.HasSynced ? secrets : null,
        };
    }

    // Once, before the first answer: what no watch tells. Without an answer in time the next request asks again.
    private async Task AskAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var served = await mapper.FindAsync("networking.k8s.io/v1", "ServiceCIDR", either.Token);
            var answer = await known.GetAsync(either.Token);
            lock (_lock)
            {
                if (_known is null && served is not null) _serviceCidrs = informers.Get(Unstructured.Of(served));
                _known = answer;
            }

            if (_serviceCidrs is { } opened) await opened.WhenSettledAsync(either.Token);
        }
        catch (Exception e) when (e is ApiException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Judged without.
        }
    }
}
