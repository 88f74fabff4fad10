using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CniOperator.Connectivity;
using CniOperator.Core.Concerns.Departure;
using CniOperator.Core.Connectivity;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Core.Pipeline;
using CniOperator.Health.Wire;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Controllers;

/// <summary>Takes the <see cref="Facts"/> of one moment out of the caches. Makes no request but the watches themselves.</summary>
internal sealed class FactsReader(
    IInformers informers,
    NetworkWatches watches,
    SpecPipeline pipeline,
    ServerVersion version,
    NodeCache nodeCache,
    PodCache podCache,
    AddressReader addresses,
    DataplaneReader dataplanes,
    UntakenReader untaken,
    IConnectivity connectivity,
    TimeProvider clock
) : IDisposable
{
    // What is found in the first watches (the record, Secrets) tells which others are needed.
    private const int MostRounds = 5;

    private readonly IInformer<ClusterNetwork> _networks = informers.Get(ClusterNetwork.Resource);
    private readonly IInformer<Unstructured> _nodes = informers.Get(NodeResource.Type);

    /// <inheritdoc/>
    public void Dispose()
    {
        _networks.Dispose();
        _nodes.Dispose();
    }

    /// <summary>Reads everything that a decision on <paramref name="entity"/> needs, and what the pipeline makes of it.</summary>
    internal async Task<(Facts Facts, DesiredState Desired)> ReadAsync(
        ClusterNetwork entity,
        NetworkMemory memory,
        CancellationToken cancellationToken
    )
    {
        var facts = Begin(entity, memory);
        var owner = new ObjectName(null, facts.Network.Name);
        if (facts.Active is not null && !facts.Network.Deleting)
        {
            watches.Stop(owner, memory);
            return (facts, new DesiredState());
        }

        memory.FirstLook = false;
        var needs = memory.Watches.Count > 0 ? memory.Watches : [WatchNeeds.Records];
        for (var round = 1; ; round++)
        {
            var watched = await watches.SettleAsync(owner, needs, cancellationToken);
            facts = await AddAsync(facts, watched, memory, cancellationToken);
            (facts, var desired) = await DesireAsync(facts, watched, memory, cancellationToken);
            LearntKinds.Teach(watches.Mapper, facts.Live);
            var next = WatchNeeds.Of(facts, desired, pipeline.SecretsOf(facts.Network.Spec, facts.Progress.LastValidSpec));
            if (round == MostRounds || next.ToHashSet().SetEquals(needs))
                return Finish(facts with { Gaps = [.. watched.Gaps, .. NodesGap()], UnseenUntil = memory.Writes.Until }, desired, memory);
            memory.Watches = needs = next;
        }
    }

    /// <summary>What to say about a ClusterNetwork that is gone and removed nothing; <c>null</c> for nothing.</summary>
    internal Event? Retained(NetworkObject network) => RetainWords.Of(network, dataplanes.Read(nodeCache.Of(_nodes.List()).Views));

    private Facts Begin(ClusterNetwork entity, NetworkMemory memory)
    {
        var cached = entity.AsNetwork();
        var newest = memory.Writes.Newest(cached.Key, cached.Json) ?? cached.Json;
        var network = memory.Adopt(ReferenceEquals(newest, cached.Json) ? cached : new NetworkObject(newest));
        var nodes = nodeCache.Of(_nodes.List());
        return new Facts
        {
            Now = clock.GetUtcNow(),
            Network = network,
            Others = [.. _networks.List().Select(n => n.AsNetwork()).Where(n => n.Name != network.Name)],
            Nodes = nodes.Views,
            NodesJoinUntil = nodes.LookAgainAt,
            Dataplanes = dataplanes.Read(nodes.Views),
            Census = memory.Census,
            DataplanesGap = dataplanes.Gap,
            Memory = memory.Requests,
            ReportedNodes = memory.ReportedNodes,
            LastSecrets = memory.Secrets,
            FirstLook = memory.FirstLook,
            Agents = connectivity.Agents,
            Connectivity = connectivity.Of(network.Name),
        };
    }

    private async Task<Facts> AddAsync(Facts facts, WatchedObjects watched, NetworkMemory memory, CancellationToken cancellationToken)
    {
        var recordKey = Progress.KeyOf(facts.Network.Name);
        var live = memory.Writes.Over(watched.LabelledObjects(), recordKey);
        var progress = memory.ProgressOf(memory.Writes.Newest(recordKey, watched.Record(recordKey)), facts.Network);
        var secrets = watched.Of(WatchPurpose.Secrets);
        var nodes = nodeCache.Of(_nodes.List());
        var pods = memory.Writes.Over(podCache.Of(watched.CachesOf(WatchPurpose.Pods)));
        memory.Accounts = memory.Accounts.Seen(AccountsIn(live), pods);
        return facts with
        {
            Live = live,
            Progress = progress,
            Pods = pods,
            Accounts = memory.Accounts,
            AgentKeys = KeysIn(live, (facts with { Progress = progress }).AppliesNothingYet, watched, memory),
            ProbeWords = ProbeEvents.WordsOf(watched.Of(WatchPurpose.ProbeEvents)),
            SandboxFailures = SandboxEvents.In(watched.CachesOf(WatchPurpose.SandboxFailures)),
            Secrets = ClusterFactsReader.ValuesOf(secrets, pipeline.SecretsOf(facts.Network.Spec, progress.LastValidSpec)),
            Addresses = addresses.Read(
                watched.Of(WatchPurpose.ServiceCidrs),
                _nodes.HasSynced ? nodes.Plan : null,
                memory.Allocation.Of(watched)
            ),
            Cluster = ClusterFactsReader.Read(
                await version.GetAsync(_networks.Problem?.Type == WatchProblemType.Unavailable, cancellationToken),
                facts.Nodes.Count,
                watched.Of(WatchPurpose.ServiceCidrs),
                secrets,
                DaemonLookups.In(watched.CachesOf(WatchPurpose.Lookup))
            ),
        };
    }

    private async Task<(Facts Facts, DesiredState Desired)> DesireAsync(
        Facts facts,
        WatchedObjects watched,
        NetworkMemory memory,
        CancellationToken cancellationToken
    )
    {
        var desired = pipeline.Run(facts.ToPipelineInput());
        var keys = UntakenNeeds.Of(facts, desired).Where(k => !memory.Absent.Has(k)).ToList();
        var running = await untaken.ReadAsync(keys, watched, cancellationToken);
        memory.Absent.Add(keys.Where(k => !running.ContainsKey(k)));
        if (running.Count == 0)
            return (facts, desired);
        facts = facts with { Untaken = running };
        return (facts, pipeline.Run(facts.ToPipelineInput()));
    }

    private static (Facts Facts, DesiredState Desired) Finish(Facts facts, DesiredState desired, NetworkMemory memory)
    {
        if (desired is { Components.Count: > 0, FromLastValid: false })
            memory.Secrets = facts.Secrets;
        return (facts, desired);
    }

    private static IEnumerable<(ObjectKey, string)> AccountsIn(Dictionary<ObjectKey, JsonObject> live) =>
        live.Where(l => l.Key is { ApiVersion: "v1", Kind: "ServiceAccount" }).Select(l => (l.Key, l.Value.Text("metadata", "uid") ?? ""));

    // Agents that run have a key; another one may be drawn only when it is certain that there is none.
    private static AgentKeys? KeysIn(Dictionary<ObjectKey, JsonObject> live, bool first, WatchedObjects watched, NetworkMemory memory) =>
        AgentKeys.Of(live.GetValueOrDefault(AgentNames.Keys)) is { } there ? memory.Keys = there
        : first || watched.Shows(InventoryKind.Of(AgentNames.Keys))
            ? memory.Keys ??= AgentKeys.New(RandomNumberGenerator.GetBytes(WireKey.LeastBytes))
        : null;

    private IEnumerable<WatchGap> NodesGap() => WatchedObjects.GapOf(_nodes) is { } gap ? [gap] : [];
}
