using CniOperator.Core.AddressPlan.Nodes;

namespace CniOperator.Core.AddressPlan.Rules.Shares;

/// <summary>No Node's share contains another's.</summary>
internal sealed class NodeOverlap() : NodeConflict("addresses/node-overlap")
{
    protected override bool Matches(ShareConflict conflict) => !conflict.IsDuplicate;

    protected override (string Message, string Fix) Words(ShareConflict c) =>
        (
            $"Its podCIDR {c.Share} {(c.Share.Contains(c.OtherShare) ? "contains" : "lies in")} {c.OtherShare} of Node "
                + $"{c.Other.Name}: pods of both can get the same addresses.",
            Recreate
        );
}
