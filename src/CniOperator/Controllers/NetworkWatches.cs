using CniOperator.Core.Observation;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Discovery;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Controllers;

namespace CniOperator.Controllers;

/// <summary>Opens the watches that a network needs, and waits until each has data or an error.</summary>
internal sealed class NetworkWatches(IDynamicWatches<ClusterNetwork> watches, IRestMapper mapper, TimeProvider clock)
{
    // A watch that has neither data nor an error by then is left to report later; its arrival brings us back.
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(10);

    /// <summary>The watch that is open before any network is there.</summary>
    internal static WatchRequest Records { get; } = new(KubernetesKinds.ConfigMaps, new ListScope(WatchNeeds.Records.Kind.Namespace));

    /// <summary>What the API server serves.</summary>
    internal IRestMapper Mapper => mapper;

    /// <summary>Ends all watches of a network that is not the active one.</summary>
    internal void Stop(ObjectName owner, NetworkMemory memory)
    {
        memory.Watches = [];
        watches.Ensure(owner, []);
    }

    /// <summary>What the watches hold.</summary>
    internal async Task<WatchedObjects> SettleAsync(ObjectName owner, IReadOnlyList<WatchNeed> needs, CancellationToken cancellationToken)
    {
        var (served, requests, gaps) = (new List<WatchNeed>(), new List<WatchRequest>(), new List<WatchGap>());
        foreach (var need in needs)
        {
            if (await RequestAsync(need, cancellationToken) is { } request)
            {
                served.Add(need);
                requests.Add(request);
            }
            else if (!WatchedObjects.IsOptional(need))
            {
                var (apiVersion, kind, ns) = need.Kind;
                gaps.Add(new WatchGap(apiVersion, kind, ns, "NotServed", $"the API server does not serve {apiVersion} {kind}"));
            }
        }

        var caches = watches.Ensure(owner, requests);
        await SettleAsync(caches, cancellationToken);
        return new WatchedObjects([.. served.Zip(caches)], gaps);
    }

    private async Task<WatchRequest?> RequestAsync(WatchNeed need, CancellationToken cancellationToken)
    {
        var scope = new ListScope(need.Kind.Namespace, need.LabelSelector, need.FieldSelector);
        return need.Purpose switch
        {
            WatchPurpose.Records => Records,
            WatchPurpose.Secrets => new WatchRequest(KubernetesKinds.Secrets, scope),
            WatchPurpose.Pods => new WatchRequest(PodResource.Type, scope),
            WatchPurpose.SandboxFailures => new WatchRequest(SandboxEvents.Type, scope),
            WatchPurpose.Lookup => new WatchRequest(DaemonLookups.Type, scope),
            WatchPurpose.ProbeEvents => new WatchRequest(ProbeEvents.Type, scope),
            _ when need.AwaitsDefinition => null,
            _ => await mapper.FindAsync(need.Kind.ApiVersion, need.Kind.Kind, cancellationToken) is not { } kind ? null
            : need.Purpose is WatchPurpose.Pools or WatchPurpose.Blocks ? AllocationSources.Request(kind, need)
            : new WatchRequest(kind, scope),
        };
    }

    private async Task SettleAsync(IReadOnlyList<IInformer<Unstructured>> caches, CancellationToken cancellationToken)
    {
        if (caches.All(c => c.HasSynced || c.Problem is not null))
            return;
        using var deadline = new CancellationTokenSource(SettlingTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await Task.WhenAll(caches.Select(c => c.WhenSettledAsync(either.Token)));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // What did not settle becomes a gap.
        }
    }
}
