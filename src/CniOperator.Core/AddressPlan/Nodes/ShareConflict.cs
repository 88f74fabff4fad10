using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.AddressPlan.Nodes;

/// <summary>Two nodes whose shares touch, seen from one of them.</summary>
/// <param name="Node">The node.</param>
/// <param name="Share">Its share.</param>
/// <param name="Other">Another node.</param>
/// <param name="OtherShare">That node's share: the same, or one that contains it or lies in it.</param>
internal readonly record struct ShareConflict(NodeEntry Node, IpNetwork Share, NodeEntry Other, IpNetwork OtherShare)
{
    internal bool IsDuplicate => Share == OtherShare;
}
