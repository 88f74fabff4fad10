namespace CniOperator.Core.AddressPlan;

/// <summary>
/// The nodes with their networks read and sorted. Immutable; a change of one node makes the next index from this one and costs no
/// reading of the others, which are recognised by reference.
/// </summary>
public sealed class NodeIndex
{
    private NodeIndex(IReadOnlyList<PlanNode> nodes) => Nodes = nodes;

    /// <summary>No nodes.</summary>
    public static NodeIndex Empty { get; } = new([]);

    /// <summary>The nodes by name, in ordinal order.</summary>
    public IReadOnlyList<PlanNode> Nodes { get; }

    /// <summary>The index of <paramref name="nodes"/>, made from this one.</summary>
    /// <param name="nodes">All nodes, in any order; those that did not change are the same instances as before.</param>
    public NodeIndex With(IEnumerable<PlanNode> nodes) => new([.. nodes.OrderBy(n => n.Name, StringComparer.Ordinal)]);
}
