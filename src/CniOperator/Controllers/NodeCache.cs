using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.AddressPlan.Sources;
using CniOperator.Core.Rollout;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Controllers;

/// <summary>
/// Reads each cached node once: what was read is kept until the cache holds another object for it, and longer when that one says the same.
/// So a pod's event costs nothing for the nodes, and a node's event costs one node, however many there are.
/// </summary>
internal sealed class NodeCache(TimeProvider clock)
{
    /// <summary>
    /// How long a node that just joined may lack its podCIDRs before that is a finding. kube-controller-manager gives them some
    /// milliseconds after the node; without patience every node that joins would be a Warning and gone again.
    /// </summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    // Of the nodes that a start finds, one older than this has had its time. creationTimestamp has whole seconds.
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, CachedNode> _entries = new(StringComparer.Ordinal);
    private IReadOnlyList<Unstructured> _read = [];
    private ObservedNodes _last = ObservedNodes.None;

    /// <summary>What <paramref name="nodes"/>, a snapshot of the cache, say.</summary>
    internal ObservedNodes Of(IReadOnlyList<Unstructured> nodes)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (ReferenceEquals(nodes, _read) && !(_last.LookAgainAt <= now))
                return _last;
            _read = nodes;
            var (views, plan) = Update(nodes, now);
            if (plan || _last.LookAgainAt is not null)
                _last = Planned(now);
            return _last = views ? _last with { Views = [.. _entries.Values.Select(e => e.View)] } : _last;
        }
    }

    // Whether a view, or what the plan reads, is another than before.
    private (bool Views, bool Plan) Update(IReadOnlyList<Unstructured> nodes, DateTimeOffset now)
    {
        var (views, plan, first) = (false, false, _entries.Count == 0);
        foreach (var node in nodes)
        {
            var known = _entries.GetValueOrDefault(node.Metadata.Name);
            if (ReferenceEquals(known?.Node, node))
                continue;
            var entry = Read(node, known, now, first);
            views |= !ReferenceEquals(known?.View, entry.View);
            plan |= !ReferenceEquals(known?.Plan, entry.Plan);
            _entries[node.Metadata.Name] = entry;
        }

        if (_entries.Count == nodes.Count)
            return (views, plan);
        foreach (var gone in _entries.Keys.Except(nodes.Select(n => n.Metadata.Name)).ToList())
            _entries.Remove(gone);
        return (true, true);
    }

    // That a node joined is seen by this process's clock alone: the API server's may differ.
    private static CachedNode Read(Unstructured node, CachedNode? known, DateTimeOffset now, bool first)
    {
        var (view, plan) = (NodeView.Of(node.Json), NodeReader.Of(node.Json));
        if (known is null || known.View.Uid != view.Uid)
            return new CachedNode(node, view, plan, first && view.CreatedAt + Young <= now ? DateTimeOffset.MinValue : now);
        return new CachedNode(
            node,
            known.View.Equals(view) ? known.View : view,
            NodeReader.Same(known.Plan, plan) ? known.Plan : plan,
            known.Since
        );
    }

    private ObservedNodes Planned(DateTimeOffset now)
    {
        var waiting = _entries.Values.Where(e => e.Plan.PodCidrs.Count == 0 && e.Since + Patience > now).ToHashSet();
        return _last with
        {
            Plan = _last.Plan.With(_entries.Values.Where(e => !waiting.Contains(e)).Select(e => e.Plan)),
            LookAgainAt = waiting.Count == 0 ? null : waiting.Min(e => e.Since) + Patience,
        };
    }

    private sealed class CachedNode(Unstructured node, NodeView view, PlanNode plan, DateTimeOffset since)
    {
        public Unstructured Node => node;

        public NodeView View => view;

        public PlanNode Plan => plan;

        public DateTimeOffset Since => since;
    }
}
