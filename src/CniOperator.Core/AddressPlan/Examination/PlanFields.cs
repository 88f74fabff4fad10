using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Examination;

/// <summary>The fields of a ClusterNetwork that the plan reads.</summary>
internal static class PlanFields
{
    internal static FieldSubject PodCidrs { get; } = new("spec.podNetwork.cidrs");

    internal static FieldSubject Avoid { get; } = new("spec.podNetwork.avoid");

    internal static FieldSubject Mtu { get; } = new("spec.podNetwork.mtu");

    internal static FieldSubject ServiceCidrs { get; } = new("spec.serviceNetwork.cidrs");

    internal static FieldSubject Annotations { get; } = new("metadata.annotations");

    /// <summary>The prefix length of a node's share.</summary>
    internal static FieldSubject Mask(IpFamily family) =>
        new($"spec.podNetwork.nodeMaskSizes.{(family == IpFamily.IPv4 ? "ipv4" : "ipv6")}");

    /// <summary>One entry of a list.</summary>
    internal static FieldSubject Entry(FieldSubject list, int index) => new($"{list}[{index}]");
}
