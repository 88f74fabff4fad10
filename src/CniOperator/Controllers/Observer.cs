using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan;
using CniOperator.Core.Api;
using CniOperator.Core.Decisions;
using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Discovery;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Controllers;

namespace CniOperator.Controllers;

/// <summary>Takes one immutable <see cref="Observation"/> out of the caches. Makes no request but the watches themselves.</summary>
internal sealed class Observer(
    IInformers informers,
    IDynamicWatches<ClusterNetwork> watches,
    IRestMapper mapper,
    Planner planner,
    ClusterFacts facts,
    NodeReadings readings,
    AddressReader addresses,
    TimeProvider clock
) : IDisposable
{
    // A watch that has neither data nor an error by then is left to report later; its arrival brings us back.
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(10);

    // What is found in the first watches (the record, Secrets) tells which others are needed.
    private const int MostRounds = 5;

    /// <summary>
    /// The records, and the little else that is in the operator's namespace. One watch for all, so that it can be open before any
    /// ClusterNetwork is there: one that opens shortly after another of the same kind waits for the API server's next look at etcd, up to 100 ms
    /// (<c>k8s.io/apiserver/pkg/storage/cacher/progress</c>).
    /// </summary>
    internal static WatchRequest Records { get; } = new(KubernetesKinds.ConfigMaps, new ListScope(ClusterNetworkApi.OperatorNamespace));

    private readonly IInformer<ClusterNetwork> _networks = informers.Get(ClusterNetwork.Resource);
    private readonly IInformer<Unstructured> _nodes = informers.Get(NodeResource.Type);

    /// <inheritdoc/>
    public void Dispose()
    {
        _networks.Dispose();
        _nodes.Dispose();
    }

    /// <summary>Observes everything that a decision on <paramref name="entity"/> needs.</summary>
    internal async Task<Observation> ObserveAsync(ClusterNetwork entity, NetworkMemory memory, CancellationToken cancellationToken)
    {
        var network = Newest(entity, memory);
        var nodes = readings.Of(_nodes.List());
        var observation = new Observation
        {
            Now = clock.GetUtcNow(),
            Network = network,
            Others = [.. _networks.List().Select(n => n.AsNetwork()).Where(n => n.Name != network.Name)],
            Intent = new Intent(),
            Nodes = nodes.Views,
            NodesJoinUntil = nodes.LookAgainAt,
            Memory = memory.Requests,
            Told = memory.Told,
        };
        var owner = new ObjectName(null, network.Name);
        if (observation.Active is not null && !network.Deleting)
        {
            watches.Ensure(owner, memory.Watches = []);
            return observation;
        }

        var gaps = new List<WatchGap>();
        var newcomer =
            memory.Newcomer
            && network.Status.At("applied") is null
            && !network.Deleting
            && network.Spec.Text("managementState") != "Paused";
        memory.Newcomer = false;
        var wanted = memory.Watches.Count > 0 ? memory.Watches : [Records];
        for (var round = 1; ; round++)
        {
            var caches = await SettleAsync(owner, wanted, cancellationToken);
            observation = await ReadAsync(observation, caches, _nodes.HasSynced ? nodes.Plan : null, memory, cancellationToken);
            gaps.Clear();
            var next = await InputsOfAsync(observation, cancellationToken);

            // Of what was never applied there is nothing to watch: the objects are applied first, and the watches find them.
            // A user's addon may have the names of objects that another addon left in the cluster; those must be seen before.
            if (!newcomer || observation.Record is not null || observation.Intent.Addon is { FromUser: true })
                next = await WatchesForAsync(observation, next, gaps, cancellationToken);
            if (next.ToHashSet().SetEquals(wanted) || round == MostRounds)
                return Finish(observation, caches, gaps, memory);
            memory.Watches = wanted = next;
        }
    }

    private static NetworkObject Newest(ClusterNetwork entity, NetworkMemory memory)
    {
        var cached = entity.AsNetwork();
        return new NetworkObject(memory.Writes.Newest(cached.Key, cached.Json) ?? cached.Json);
    }

    private async Task<IReadOnlyList<IInformer<Unstructured>>> SettleAsync(
        ObjectName owner,
        IReadOnlyList<WatchRequest> wanted,
        CancellationToken cancellationToken
    )
    {
        var caches = watches.Ensure(owner, wanted);
        if (caches.All(c => c.HasSynced || c.Problem is not null))
            return caches;
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

        return caches;
    }

    private async Task<Observation> ReadAsync(
        Observation observation,
        IReadOnlyList<IInformer<Unstructured>> caches,
        NodeIndex? nodes,
        NetworkMemory memory,
        CancellationToken cancellationToken
    )
    {
        var objects = caches
            .Where(c => c.Resource.Kind.Kind is not ("Pod" or "ServiceCIDR") && !DaemonLookups.Is(c))
            .SelectMany(c => c.List())
            .Select(u => u.Json)
            .ToList();
        var live = objects
            .Where(j => j.At("metadata", "labels", ClusterNetworkApi.NetworkLabel) is not null)
            .DistinctBy(KeyOf)
            .ToDictionary(KeyOf, j => (JsonObject?)j);
        var recordKey = SpecRecord.KeyOf(observation.Network.Name);
        foreach (var key in live.Keys.Concat(memory.Writes.Unseen()).Distinct().ToList())
        {
            if (key != recordKey && key.Kind != ClusterNetworkApi.Kind)
                live[key] = memory.Writes.Newest(key, live.GetValueOrDefault(key));
        }

        var record = memory.Writes.Newest(recordKey, objects.FirstOrDefault(j => KeyOf(j) == recordKey));
        var secrets = objects
            .Where(j => j.Text("kind") == "Secret" && j.Text("metadata", "namespace") == ClusterNetworkApi.OperatorNamespace)
            .ToList();
        var serviceCidrs = caches.Where(IsServiceCidrs).SelectMany(c => c.List()).Select(u => u.Json).ToList();
        var needed = planner.SecretsOf(observation.Network, record);
        var present = PresentFacts.Of(
            await facts.GetAsync(cancellationToken),
            observation.Nodes.Count,
            serviceCidrs,
            secrets,
            DaemonLookups.In(caches)
        );
        var values = PresentFacts.ValuesOf(secrets, needed);
        var intent = planner.Plan(observation.Network, record, present, values, memory.Secrets, addresses.Read(serviceCidrs, nodes));
        if (intent is { Rendering: not null, FromRecord: false })
            memory.Secrets = values;
        return observation with
        {
            Record = record,
            Live = live.Where(l => l.Value is not null).ToDictionary(l => l.Key, l => l.Value!),
            Pods =
            [
                .. caches
                    .Where(c => c.Resource.Kind.Kind == "Pod")
                    .SelectMany(c => c.List())
                    .Select(p => PodView.Of(p.Json))
                    .DistinctBy(p => (p.Namespace, p.Name)),
            ],
            Intent = intent,
        };
    }

    // What must be known to render: the last valid spec, the Secrets, the Services' networks, what the addon looks up.
    private async Task<IReadOnlyList<WatchRequest>> InputsOfAsync(Observation o, CancellationToken cancellationToken)
    {
        var wanted = new List<WatchRequest> { Records };
        if (planner.SecretsOf(o.Network, o.Record).Count > 0)
            wanted.Add(new WatchRequest(KubernetesKinds.Secrets, new ListScope(ClusterNetworkApi.OperatorNamespace)));
        if (await mapper.FindAsync("networking.k8s.io/v1", "ServiceCIDR", cancellationToken) is { } serviceCidrs)
            wanted.Add(new WatchRequest(serviceCidrs, ListScope.All));
        wanted.AddRange(DaemonLookups.WatchesOf(o.Intent.Addon));
        return wanted;
    }

    // Which watches this network needs, as far as is known by now: its inputs, what it renders, what it rendered once, its pods.
    private async Task<IReadOnlyList<WatchRequest>> WatchesForAsync(
        Observation o,
        IReadOnlyList<WatchRequest> inputs,
        List<WatchGap> gaps,
        CancellationToken cancellationToken
    )
    {
        var wanted = inputs.ToList();
        var kinds = o.Intent.Objects.Select(m => InventoryKind.Of(m.Key)).Concat(SpecRecord.InventoryIn(o.Record, o.Network)).Distinct();
        ServedDefinitions.Teach(mapper, o.Live);
        var awaited = AwaitedDefinitions.Of(o);
        foreach (var kind in kinds.Where(k => !ServedDefinitions.IsNew(o, k)))
        {
            if (
                !awaited.Bring(new ObjectKey(kind.ApiVersion, kind.Kind, kind.Namespace, ""))
                && await mapper.FindAsync(kind.ApiVersion, kind.Kind, cancellationToken) is { } resource
            )
                wanted.Add(new WatchRequest(resource, new ListScope(kind.Namespace, ClusterNetworkApi.NetworkLabel)));
            else
                gaps.Add(
                    new WatchGap(
                        kind.ApiVersion,
                        kind.Kind,
                        kind.Namespace,
                        "NotServed",
                        $"the API server does not serve {kind.ApiVersion} {kind.Kind}"
                    )
                );
        }

        var workloads = o.Intent.Objects.Where(m => WorkloadView.IsWorkload(m.Key));
        wanted.AddRange(
            workloads.Select(m => new WatchRequest(
                PodResource.Type,
                new ListScope(m.Key.Namespace, string.Join(',', WorkloadView.PodLabels(m.Json).Select(l => $"{l.Key}={l.Value}")))
            ))
        );
        return [.. wanted.Distinct()];
    }

    private Observation Finish(Observation o, IReadOnlyList<IInformer<Unstructured>> caches, List<WatchGap> gaps, NetworkMemory memory) =>
        o with
        {
            // Without ServiceCIDRs there are other sources, and without any the plan says less: no reason to doubt what was applied.
            Gaps = [.. gaps, .. caches.Where(c => !IsServiceCidrs(c)).Select(GapOf).Append(GapOf(_nodes)).OfType<WatchGap>()],
            UnseenUntil = memory.Writes.Until,
        };

    private static bool IsServiceCidrs(IInformer<Unstructured> cache) => cache.Resource.Kind.Kind == "ServiceCIDR";

    private static WatchGap? GapOf(IInformer<Unstructured> cache)
    {
        var kind = cache.Resource.Kind;
        return cache.Problem is { } problem && (!cache.HasSynced || problem.Type is not WatchProblemType.Unavailable)
                ? new WatchGap(kind.ApiVersion, kind.Kind, cache.Scope.Namespace, problem.Type.ToString(), problem.Message)
            : cache.HasSynced ? null
            : new WatchGap(kind.ApiVersion, kind.Kind, cache.Scope.Namespace, "NotSynced", $"{kind} are still being read");
    }

    private static ObjectKey KeyOf(JsonObject json) => Manifest.Of(json).Key;
}
