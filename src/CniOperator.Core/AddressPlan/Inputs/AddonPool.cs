using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Selectors;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Inputs;

/// <summary>A pool of addresses that an addon assigns in blocks.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Network">Its network.</param>
/// <param name="BlockSize">The prefix length of a block.</param>
/// <param name="Subject">Where it is stated: <c>spec.calico.pools[0]</c>.</param>
public sealed record AddonPool(string Name, IpNetwork Network, int BlockSize, Subject Subject)
{
    /// <summary>Pods get addresses of it; else it is for something else, or unused.</summary>
    public bool ForPods { get; init; } = true;

    /// <summary>Nodes and pods get blocks of it without asking for it by name.</summary>
    public bool IsAutomatic { get; init; } = true;

    /// <summary>The nodes that it is for.</summary>
    public NodeSelector Selector { get; init; } = NodeSelector.All;
}
