namespace CniOperator.Core.AddressPlan.Rules;

/// <summary>Every rule, in the order in which findings come.</summary>
internal static class PlanRules
{
    /// <summary>Those that need the spec alone.</summary>
    internal static IReadOnlyList<PlanRule> OfSpec { get; } =
    [
        new UnreadableCidr(),
        new HostBits(),
        new DuplicateFamily(),
        new ServiceFamilies(),
        new Ipv6Mtu(),
        new ReservedSpace(),
        new UnwiseSpace(),
        new StatedServiceOverlap(),
        new AvoidOverlap(),
    ];

    /// <summary>Those about an addon's pools, which the addon's descriptor states.</summary>
    internal static IReadOnlyList<PlanRule> OfPools { get; } =
    [new PoolOutside(), new PoolsOverlap(), new PoolBlock(), new FamilyWithoutPool()];

    /// <summary>Those that ask the addon or the cluster too.</summary>
    internal static IReadOnlyList<PlanRule> OfCluster { get; } =
    [
        new ClusterServiceOverlap(),
        new NodeAddressOverlap(),
        new ServiceNodeOverlap(),
        new ApiServerOverlap(),
        new ApiServerInServices(),
        new DockerBridge(),
        new HostRoute(),
        new NodeMask(),
        new UnservedFamily(),
        new NodeAddressFamily(),
        new ShareWithoutPods(),
        new ShareTooDeep(),
        new NodeUnreadable(),
        new NodeWithoutCidr(),
        new NodeFamily(),
        new NodeOutside(),
        new NodeDuplicate(),
        new NodeOverlap(),
        new NodeShareSize(),
        new NodeUnused(),
        new CapacityFull(),
        new CapacityLow(),
        new BlocksShort(),
        new AutoscalerLimit(),
        new MaxPods(),
        new TotalPods(),
        new ControlPlanePods(),
        new ControlPlaneServices(),
        new ControlPlaneMask(),
        new ControlPlaneAllocation(),
        new ChangedNetwork(),
        new ChangedMask(),
        new ChangedPool(),
    ];

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<PlanRule> All { get; } = [.. OfSpec, .. OfPools, .. OfCluster];
}
