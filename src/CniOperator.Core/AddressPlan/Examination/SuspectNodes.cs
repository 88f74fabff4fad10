using CniOperator.Core.AddressPlan.Capacity;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Nodes;

namespace CniOperator.Core.AddressPlan.Examination;

/// <summary>
/// Sorts out, in one pass, the nodes about which a rule about single nodes might have something to say, so that a healthy cluster costs
/// one look at each node and not one for each rule.
/// </summary>
internal sealed class SuspectNodes
{
    private readonly Wanted _ipv4;
    private readonly Wanted _ipv6;

    private SuspectNodes(PlanContext plan) => (_ipv4, _ipv6) = (Wanted.Of(plan, IpFamily.IPv4), Wanted.Of(plan, IpFamily.IPv6));

    internal static IReadOnlyList<NodeEntry> In(PlanContext plan)
    {
        var wanted = new SuspectNodes(plan);
        var suspects = new List<NodeEntry>();
        foreach (var node in plan.Nodes.Entries)
            if (!wanted.Meets(node))
                suspects.Add(node);
        return suspects;
    }

    private bool Meets(NodeEntry node) =>
        !node.HasUnreadable
        && !node.HasTwoOfOneFamily
        && node.Node.PodCidrs.Count > 0
        && _ipv4.Meets(node.Ipv4, node.Node.MaxPods ?? 0)
        && _ipv6.Meets(node.Ipv6, node.Node.MaxPods ?? 0);

    /// <summary>A share that no rule is about: inside the pod network, of the size that the spec says, with room for all pods.</summary>
    private readonly record struct Wanted(IpNetwork? Pods, int Mask, long Room)
    {
        internal static Wanted Of(PlanContext plan, IpFamily family) =>
            new(plan.Pod(family), plan.Mask(family), PodCapacity.Of(family, plan.Mask(family), plan.Input.Addon));

        internal bool Meets(IpNetwork? share, int maxPods) =>
            Pods is not { } pods || (share is { } own && own.PrefixLength == Mask && maxPods <= Room && pods.Contains(own));
    }
}
