using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Rules.Capacity;
using CniOperator.Core.AddressPlan.Rules.Changes;
using CniOperator.Core.AddressPlan.Rules.ControlPlane;
using CniOperator.Core.AddressPlan.Rules.Overlaps;
using CniOperator.Core.AddressPlan.Rules.Pools;
using CniOperator.Core.AddressPlan.Rules.Shares;
using CniOperator.Core.AddressPlan.Rules.Spec;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan;

/// <summary>Every rule of the address plan.</summary>
internal static class PlanRules
{
    /// <summary>All of them, in the order in which findings come: of the spec, of the addon's pools, of the cluster.</summary>
    internal static IReadOnlyList<PlanRule> All { get; } =
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
        new PoolOutside(),
        new PoolsOverlap(),
        new PoolBlock(),
        new UnstatedPool(),
        new FamilyWithoutPool(),
        new NodeWithoutPool(),
        new PoolWithoutNodes(),
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
        new CapacityExceeded(),
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

    /// <summary>The rule of one class.</summary>
    internal static Rule Of<T>()
        where T : PlanRule => All.OfType<T>().Single().Rule;
}
