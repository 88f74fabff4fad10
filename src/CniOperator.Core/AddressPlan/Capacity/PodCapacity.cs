using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.AddressPlan.Capacity;

/// <summary>How many pods find addresses in a node's share.</summary>
public static class PodCapacity
{
    /// <summary>
    /// Addresses for pods in a share. From a Node's podCIDR the CNI plugin host-local hands out neither an IPv4 network's first and last
    /// address nor an IPv6 network's first; an addon's own address management hands out every address of a block.
    /// </summary>
    /// <param name="family">The share's family.</param>
    /// <param name="prefixLength">Its prefix length.</param>
    /// <param name="addon">Whose addresses count as not for pods; <c>null</c> for none.</param>
    /// <returns>The number, at most <see cref="long.MaxValue"/>.</returns>
    public static long Of(IpFamily family, int prefixLength, AddonAddressing? addon)
    {
        var edges =
            addon is { FromNodes: false } ? 0
            : family == IpFamily.IPv4 ? 2
            : 1;
        var addresses = PowerOfTwo(family.Width() - prefixLength);
        return addresses == long.MaxValue ? addresses : Math.Max(0, addresses - edges - (addon?.ReservedPerNode ?? 0));
    }

    /// <summary>
    /// Addresses for pods that a node can have: of its share, or of as many blocks as it may take. Its own addresses are needed once.
    /// </summary>
    internal static long OfNode(IpFamily family, int prefixLength, AddonAddressing? addon)
    {
        var first = Of(family, prefixLength, addon);
        if (addon is not { FromNodes: false, BlocksPerNode: > 1 } || first == long.MaxValue)
            return first;
        var others = (Int128)PowerOfTwo(family.Width() - prefixLength) * (addon.BlocksPerNode - 1);
        return (long)Int128.Min(long.MaxValue, first + others);
    }

    /// <summary>2^<paramref name="bits"/>, or the largest number there is.</summary>
    internal static long PowerOfTwo(int bits) =>
        bits < 0 ? 0
        : bits > 62 ? long.MaxValue
        : 1L << bits;
}
