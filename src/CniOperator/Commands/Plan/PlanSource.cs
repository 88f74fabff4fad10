using CniOperator.Core.AddressPlan;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Documents;

namespace CniOperator.Commands.Plan;

/// <summary>What a plan is made from, wherever it comes from: a file, options, a cluster.</summary>
/// <param name="Title">What it is, for people: <c>ClusterNetwork/default (flannel) of net.yaml</c>.</param>
/// <param name="Spec">The spec.</param>
/// <param name="Cluster">The nodes, real or made up, and what else a cluster said.</param>
internal sealed record PlanSource(string Title, ClusterNetworkSpec Spec, ClusterAddresses Cluster)
{
    /// <summary>The ClusterNetwork's name; <c>null</c> when there is none.</summary>
    public string? Name { get; init; }

    /// <summary>The file that holds it; <c>null</c> when it comes from elsewhere.</summary>
    public string? File { get; init; }

    /// <summary>Where its fields stand in the file.</summary>
    public SourceMap? Positions { get; init; }

    /// <summary>What was found when it was read.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>How many nodes an autoscaler may grow the cluster to, as written; <c>null</c> when nobody says.</summary>
    public string? MaxNodes { get; init; }

    /// <summary>How the addon hands out addresses; <c>null</c> when it is unknown.</summary>
    public AddonAddressing? Addon { get; init; }

    /// <summary>The spec that was applied last, against which a change is judged; <c>null</c> when none was.</summary>
    public ClusterNetworkSpec? Former { get; init; }

    /// <summary>How the addon handed out addresses with it.</summary>
    public AddonAddressing? FormerAddon { get; init; }

    /// <summary>What was assumed, and what is good to know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The pod networks with the prefix length of a node's share, as far as both can be read and fit.</summary>
    public IReadOnlyList<(IpNetwork Pods, int NodeMask)> Networks =>
        [
            .. Spec
                .PodNetwork.Cidrs.Select(TypedNetworks.Find)
                .OfType<IpNetwork>()
                .DistinctBy(n => n.Family)
                .Select(n => (Pods: n, NodeMask: MaskOf(n.Family)))
                .Where(n => n.NodeMask >= n.Pods.PrefixLength && n.NodeMask <= n.Pods.Family.Width()),
        ];

    /// <summary>Those of which nodes get shares: none where the addon has its own address management.</summary>
    public IReadOnlyList<(IpNetwork Pods, int NodeMask)> ShareNetworks => Addon is { FromNodes: false } ? [] : Networks;

    /// <summary>What an examination takes.</summary>
    public PlanInput Input =>
        new(Spec, Cluster)
        {
            MaxNodes = MaxNodes,
            Addon = Addon,
            Former = Former,
            FormerAddon = FormerAddon,
        };

    private int MaskOf(IpFamily family) =>
        family == IpFamily.IPv4 ? Spec.PodNetwork.NodeMaskSizes.Ipv4 : Spec.PodNetwork.NodeMaskSizes.Ipv6;
}
