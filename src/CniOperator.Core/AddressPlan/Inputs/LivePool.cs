using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Selectors;

namespace CniOperator.Core.AddressPlan.Inputs;

/// <summary>A pool as it is in the cluster, made by the operator or by others.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Network">Its network.</param>
/// <param name="BlockSize">The prefix length of a block.</param>
public sealed record LivePool(string Name, IpNetwork Network, int BlockSize)
{
    /// <summary>No address is taken from it.</summary>
    public bool Disabled { get; init; }

    /// <summary>A ClusterNetwork made it.</summary>
    public bool IsOurs { get; init; }

    /// <summary>The nodes that it is for.</summary>
    public NodeSelector Selector { get; init; } = NodeSelector.All;
}
