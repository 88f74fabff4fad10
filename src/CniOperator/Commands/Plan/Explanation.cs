using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Shares;

namespace CniOperator.Commands.Plan;

/// <summary>What <c>--explain</c> says about a network or an address.</summary>
/// <param name="Address">The address that was asked about, or that has bits beyond the prefix; <c>null</c> when it was a network.</param>
/// <param name="Facts">The network; of a single address, the one that holds it alone.</param>
/// <param name="NodeMask">The prefix length of node subnets to compute with.</param>
internal sealed record Explanation(IpAddress? Address, SubnetLayout Facts, int NodeMask)
{
    /// <summary>Well-known programs' networks that it meets.</summary>
    public IReadOnlyList<KnownDefault> Defaults { get; } = [.. KnownDefaults.Meeting(Facts.Network)];

    /// <summary>The plan in which it was looked for; <c>null</c> when none was named.</summary>
    public PlanView? Plan { get; init; }

    /// <summary>The nodes' subnets in that plan which share an address with it.</summary>
    public IReadOnlyList<NodeShare> Owners =>
        [.. (Plan?.Shares ?? []).Where(s => s.Network is { } network && network.Overlaps(Facts.Network))];

    /// <param name="text">A network, or an address.</param>
    /// <param name="nodeMask"><c>--node-mask</c>; <c>null</c> for what is usual.</param>
    /// <exception cref="InputException">One of them cannot be read.</exception>
    public static Explanation Of(string text, string? nodeMask)
    {
        var (address, prefixLength) = TypedNetworks.Explainable("--explain", text);
        var network = new IpNetwork(address, prefixLength ?? address.Family.Width());
        var mask = nodeMask is null ? TypedNetworks.Usual(address.Family) : TypedNetworks.Mask(nodeMask, address.Family);
        return new Explanation(prefixLength is null || address != network.First ? address : null, new SubnetLayout(network), mask);
    }
}
