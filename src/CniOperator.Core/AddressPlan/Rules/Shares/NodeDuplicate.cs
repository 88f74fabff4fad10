using CniOperator.Core.AddressPlan.Nodes;

namespace CniOperator.Core.AddressPlan.Rules.Shares;

/// <summary>No two Nodes have the same share.</summary>
internal sealed class NodeDuplicate() : NodeConflict("addresses/node-duplicate")
{
    protected override bool Matches(ShareConflict conflict) => conflict.IsDuplicate;

    protected override (string Message, string Fix) Words(ShareConflict c) =>
        ($"Its podCIDR {c.Share} is Node {c.Other.Name}'s too: pods of both get the same addresses.", Recreate);
}
