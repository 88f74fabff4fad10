namespace CniOperator.Core.Rollout;

/// <summary>The nodes of one moment by name, so that a question about a pod's node costs the same however many there are.</summary>
internal sealed class NodesByName
{
    private readonly Dictionary<string, NodeView> _nodes;

    internal NodesByName(IReadOnlyList<NodeView> nodes)
    {
        All = nodes;
        _nodes = new(nodes.Count, StringComparer.Ordinal);
        foreach (var node in nodes)
            _nodes[node.Name] = node;
    }

    /// <summary>Every node.</summary>
    internal IReadOnlyList<NodeView> All { get; }

    /// <summary>What a pod there says of itself can be believed, and its kubelet starts pods.</summary>
    internal bool Reports(string name) => _nodes.TryGetValue(name, out var node) && node is { Reports: true, IsIll: false };

    /// <summary>The dataplane must run there.</summary>
    internal bool Counts(string name) => _nodes.TryGetValue(name, out var node) && node.Counts;

    /// <summary>It is there and does not count.</summary>
    internal bool IsExcused(string name) => _nodes.TryGetValue(name, out var node) && !node.Counts;

    /// <summary>Its kubelet does not report.</summary>
    internal bool IsSilent(string name) => _nodes.TryGetValue(name, out var node) && node.Ready == "Unknown";

    /// <summary>It is not ready, for another reason than its network.</summary>
    internal bool IsIll(string name) => _nodes.TryGetValue(name, out var node) && node.IsIll;

    /// <summary>The Node was deleted, and a pod of it is still there.</summary>
    internal bool IsGone(string name) => name.Length > 0 && _nodes.Count > 0 && !_nodes.ContainsKey(name);
}
