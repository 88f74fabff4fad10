namespace CniOperator.Core.AddressPlan.Shares;

/// <summary>What is wrong with a node's subnet.</summary>
public enum ShareFlag
{
    /// <summary>The node has none of this family.</summary>
    Missing,

    /// <summary>It is not a network in CIDR notation.</summary>
    Unreadable,

    /// <summary>It does not lie in the pod network, or is of a family that the pod network lacks.</summary>
    Outside,

    /// <summary>Its prefix length is not the node mask.</summary>
    Mask,

    /// <summary>Another node has the same.</summary>
    Duplicate,

    /// <summary>It contains another node's, or lies in one.</summary>
    Overlap,
}
