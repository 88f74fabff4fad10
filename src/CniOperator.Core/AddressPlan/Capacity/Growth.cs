using System.Numerics;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.AddressPlan.Capacity;

/// <summary>Whether a pod network of one family has so many shares, and what would give it so many.</summary>
/// <param name="Wanted">How many shares there are to be: one a node.</param>
/// <param name="Now">What there is.</param>
/// <param name="LongerMask">
/// The same pod network with smaller shares, the largest that suffice; <c>null</c> when there is no such share, or none is needed.
/// </param>
/// <param name="WiderNetwork">
/// Shares of the same size in a wider pod network around the present one, the smallest that suffices; <c>null</c> when there is no such
/// network, or none is needed.
/// </param>
public sealed record Growth(long Wanted, GrowthOption Now, GrowthOption? LongerMask, GrowthOption? WiderNetwork)
{
    // The CNI plugin host-local refuses IPv4 networks without room for a gateway and a pod.
    private const int LongestIpv4Share = 30;

    // CidrSet keeps a bit for each share: of an IPv6 network at most 2^16, "New CIDR set failed; the node CIDR size is too big".
    private const int MostIpv6Bits = 16;

    /// <summary>There are so many already.</summary>
    public bool Fits => Wanted <= Now.Nodes;

    /// <summary>Answers for one family; with two, each must fit.</summary>
    /// <param name="pods">The pod network.</param>
    /// <param name="nodeMask">The prefix length of a node's share.</param>
    /// <param name="shares">How many shares there are to be.</param>
    /// <param name="addon">Whose addresses count as not for pods; <c>null</c> for none.</param>
    public static Growth Of(IpNetwork pods, int nodeMask, long shares, AddonAddressing? addon = null)
    {
        var now = GrowthOption.Of(pods, nodeMask, addon);
        if (shares <= now.Nodes)
            return new Growth(shares, now, null, null);
        var bits = BitOperations.Log2((ulong)shares - 1) + 1;
        if (shares == 1)
            bits = 0;
        if (pods.Family == IpFamily.IPv6 && bits > MostIpv6Bits && addon is not { FromNodes: false })
            return new Growth(shares, now, null, null);
        var mask = pods.PrefixLength + bits;
        var longest = pods.Family == IpFamily.IPv4 ? LongestIpv4Share : 128;
        var prefix = nodeMask - bits;
        return new Growth(
            shares,
            now,
            mask <= longest ? GrowthOption.Of(pods, mask, addon) : null,
            prefix >= 0 ? GrowthOption.Of(new IpNetwork(pods.First, prefix), nodeMask, addon) : null
        );
    }
}
