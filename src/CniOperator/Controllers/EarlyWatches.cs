using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Discovery;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Controllers;

/// <summary>
/// Asks at the start what every network needs and only the API server can tell: its version, and whether it serves ServiceCIDRs, whose
/// watch is opened then. A first network waits for neither; a watch alone may take 100 ms to deliver.
/// </summary>
internal sealed class EarlyWatches(IInformers informers, IRestMapper mapper, ServerVersion version) : IDisposable
{
    private IInformer<Unstructured>? _serviceCidrs;

    /// <inheritdoc/>
    public void Dispose() => _serviceCidrs?.Dispose();

    /// <summary>Opens them. Where the API server does not answer, the first reconcile asks again.</summary>
    internal async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await version.GetAsync(serverIsAway: false, cancellationToken);
            if (await mapper.FindAsync("networking.k8s.io/v1", "ServiceCIDR", cancellationToken) is { } kind)
                _serviceCidrs = informers.Get(Unstructured.Of(kind), ListScope.All);
        }
        catch (Exception e) when (e is ApiException or OperationCanceledException)
        {
            // Not now, or not any more.
        }
    }
}
