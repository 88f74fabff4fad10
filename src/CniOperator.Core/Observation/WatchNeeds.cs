using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Connectivity;
using CniOperator.Core.Pipeline;
using CniOperator.Core.Rendering;
using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Observation;

/// <summary>
/// What must be watched for a network, as far as is known by now: what it is rendered from, what it renders, what it rendered once, its
/// pods.
/// </summary>
public static class WatchNeeds
{
    private static readonly TimeSpan NewDefinition = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The records, and the little else that is in the operator's namespace. One watch for all, so that it can be open before any
    /// ClusterNetwork is there: one that opens shortly after another of the same kind waits for the API server's next look at etcd, up to
    /// 100 ms (<c>k8s.io/apiserver/pkg/storage/cacher/progress</c>).
    /// </summary>
    public static WatchNeed Records { get; } =
        new(WatchPurpose.Records, new InventoryKind("v1", "ConfigMap", ClusterNetworkApi.OperatorNamespace));

    /// <summary>The needs that follow from facts and desired state.</summary>
    /// <param name="facts">What was observed so far.</param>
    /// <param name="desired">What the pipeline made of it.</param>
    /// <param name="secrets">The Secrets that the specs refer to.</param>
    public static IReadOnlyList<WatchNeed> Of(Facts facts, DesiredState desired, IReadOnlyList<SecretKeyReference> secrets)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(desired);
        var needs = Inputs(desired, secrets);
        needs.AddRange(
            facts.Untaken.Keys.Select(k => new WatchNeed(WatchPurpose.Untaken, InventoryKind.Of(k))
            {
                FieldSelector = $"metadata.name={k.Name}",
            })
        );
        if (!WatchesNothingYet(facts, desired))
            needs.AddRange([
                .. Inventory(facts, desired),
                .. Pods(desired),
                .. SandboxFailures(desired),
                .. Allocation(facts, desired),
                .. ProbeEvents(facts),
            ]);
        return [.. needs.Distinct()];
    }

    // What must be known to render: the last valid spec, the Secrets, the Services' networks, what the addon looks up.
    private static List<WatchNeed> Inputs(DesiredState desired, IReadOnlyList<SecretKeyReference> secrets)
    {
        var needs = new List<WatchNeed>
        {
            Records,
            new(WatchPurpose.ServiceCidrs, new InventoryKind("networking.k8s.io/v1", "ServiceCIDR", null)),
        };
        if (secrets.Count > 0)
            needs.Add(new WatchNeed(WatchPurpose.Secrets, new InventoryKind("v1", "Secret", ClusterNetworkApi.OperatorNamespace)));
        needs.AddRange(
            (desired.Addon?.Lookups ?? []).Select(l => new WatchNeed(WatchPurpose.Lookup, InventoryKind.Of(l.Key))
            {
                FieldSelector = $"metadata.name={l.Key.Name}",
            })
        );
        return needs;
    }

    // Of what was never applied there is nothing to watch: the objects are applied first, and the watches find them. A user's addon may
    // have the names of objects that another addon left in the cluster; those must be seen before.
    private static bool WatchesNothingYet(Facts facts, DesiredState desired) =>
        facts.AppliesNothingYet && desired.Addon is not { FromUser: true };

    private static IEnumerable<WatchNeed> Inventory(Facts facts, DesiredState desired)
    {
        var awaited = AwaitedDefinitions.Of(facts, desired);
        var unused = UnusedDefinitions(facts);
        return desired
            .Objects.Select(m => InventoryKind.Of(m.Key))
            .Concat(facts.Progress.Inventory)
            // The keys must be seen before the agents are rendered.
            .Concat(facts.Agents is not null && desired.WantsAgents ? [InventoryKind.Of(AgentNames.Keys)] : [])
            .Distinct()
            .Where(k => !unused.Exists(d => d.Brings(AnyOf(k))))
            .Select(k => new WatchNeed(WatchPurpose.Inventory, k)
            {
                LabelSelector = ClusterNetworkApi.NetworkLabel,
                AwaitsDefinition = awaited.Brings(AnyOf(k)),
            });
    }

    /// <summary>An addon's pools in the cluster; <c>null</c> when it keeps none there.</summary>
    public static WatchNeed? PoolsOf(AddonAddresses addon) =>
        addon?.PoolObjects is { } pools
            ? new WatchNeed(WatchPurpose.Pools, new InventoryKind(pools.ApiVersion, pools.Kind, null)) { Pools = pools }
            : null;

    /// <summary>The blocks that nodes took out of them; <c>null</c> when it keeps none there.</summary>
    public static WatchNeed? BlocksOf(AddonAddresses addon) =>
        addon?.BlockObjects is { } blocks
            ? new WatchNeed(WatchPurpose.Blocks, new InventoryKind(blocks.ApiVersion, blocks.Kind, null)) { Blocks = blocks }
            : null;

    // Only while the addon hands out addresses itself.
    private static IEnumerable<WatchNeed> Allocation(Facts facts, DesiredState desired)
    {
        if (desired is not { Addon.Addressing: { } source, PresentAddressing: { FromNodes: false, Pools.Count: > 0 } })
            return [];
        var awaited = AwaitedDefinitions.Of(facts, desired);
        return new[] { PoolsOf(source), BlocksOf(source) }
            .OfType<WatchNeed>()
            .Select(n => n with { AwaitsDefinition = awaited.Brings(AnyOf(n.Kind)) });
    }

    // Not those of agents: there are three on each node, and what they are is in what they report.
    private static IEnumerable<WatchNeed> Pods(DesiredState desired) =>
        desired
            .NetworkObjects.Where(m => WorkloadView.IsWorkload(m.Key))
            .Select(m => new WatchNeed(WatchPurpose.Pods, new InventoryKind("v1", "Pod", m.Key.Namespace))
            {
                LabelSelector = string.Join(',', WorkloadView.PodLabels(m.Json).Select(l => $"{l.Key}={l.Value}")),
            });

    private static IEnumerable<WatchNeed> SandboxFailures(DesiredState desired) =>
        desired.Addon is { Cni.OwnPlugins.Count: > 0 }
            ?
            [
                new WatchNeed(WatchPurpose.SandboxFailures, new InventoryKind("v1", "Event", null))
                {
                    FieldSelector = $"reason={SandboxFailure.Reason}",
                },
            ]
            : [];

    // Only while a pod that its node reports on fails its probe: Events are many, and at rest there is nothing to learn from them.
    private static IEnumerable<WatchNeed> ProbeEvents(Facts facts)
    {
        List<PodView> unready = [.. facts.Pods.Where(p => p.FailsProbe(facts.Now))];
        if (unready.Count == 0)
            return [];
        var reporting = facts.Nodes.Where(n => n.Reports).Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
        return unready
            .Where(p => reporting.Contains(p.Node))
            .Select(p => p.Namespace)
            .Distinct()
            .Select(ns => new WatchNeed(WatchPurpose.ProbeEvents, new InventoryKind("v1", "Event", ns))
            {
                FieldSelector = "reason=Unhealthy,involvedObject.kind=Pod",
            });
    }

    // Definitions so new that nothing of their kinds was applied yet. Of such a kind there is nothing to watch, and API servers answer its
    // watches with 429 for a second or two, which its objects would have to wait for.
    private static List<CustomDefinition> UnusedDefinitions(Facts facts) =>
        [
            .. facts
                .Live.Where(l => CustomDefinition.Is(l.Key))
                .Select(l => CustomDefinition.Of(l.Key, l.Value))
                .Where(d => facts.Now - d.CreatedAt < NewDefinition && !facts.Memory.Hashes.Keys.Any(d.Brings)),
        ];

    private static ObjectKey AnyOf(InventoryKind kind) => new(kind.ApiVersion, kind.Kind, kind.Namespace, "");
}
