using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Inputs;

/// <summary>A pool of addresses that an addon assigns in blocks.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Network">Its network.</param>
/// <param name="BlockSize">The prefix length of a block.</param>
/// <param name="Subject">Where it is stated: <c>spec.calico.pools[0]</c>.</param>
public sealed record AddonPool(string Name, IpNetwork Network, int BlockSize, FieldSubject Subject)
{
    /// <summary>Pods get addresses of it; else it is for something else, or unused.</summary>
    public bool ForPods { get; init; } = true;
}
