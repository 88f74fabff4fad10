using CniOperator.Core.AddressPlan.Capacity;
using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.AddressPlan.Examination;

/// <summary>How far the plan carries, by family.</summary>
/// <param name="Scarcest">The family that runs out first.</param>
/// <param name="PodsPerNode">How many pods find addresses of every family on a node.</param>
/// <param name="Demand">How many nodes want a share: those that have one, and those that do not.</param>
/// <param name="Families">All of them.</param>
internal sealed record CapacityReport(FamilyCapacity Scarcest, long PodsPerNode, int Demand, IReadOnlyList<FamilyCapacity> Families)
{
    // What the kubelet takes when nothing is said (--max-pods).
    internal const int UsualMaxPods = 110;

    internal PlanCapacity Public => new(Scarcest.Nodes, Scarcest.Allocated, PodsPerNode);

    /// <summary>In whole percent, rounded down, so that 100 means none is left.</summary>
    internal long Percent => Scarcest.Nodes == 0 ? 100 : (long)(100 * (Int128)Demand / Scarcest.Nodes);

    internal static CapacityReport? Of(PlanContext plan)
    {
        var families = Each(plan).ToArray();
        if (families.Length == 0)
            return null;
        var scarcest = families[0];
        foreach (var family in families)
            if (family.Short > scarcest.Short || (family.Short == scarcest.Short && family.IsScarcerThan(scarcest)))
                scarcest = family;
        return new CapacityReport(scarcest, families.Min(f => f.PodsPerNode), Math.Max(scarcest.Allocated, plan.Nodes.Count), families);
    }

    private static IEnumerable<FamilyCapacity> Each(PlanContext plan)
    {
        foreach (var family in new[] { IpFamily.IPv4, IpFamily.IPv6 })
        {
            if (plan.Pod(family) is not { } pod)
                continue;
            var capacity = plan.FromNodes ? OfShares(plan, pod) : OfOwn(plan, pod);
            if (capacity is not null)
                yield return capacity;
        }
    }

    private static FamilyCapacity? OfShares(PlanContext plan, IpNetwork pod)
    {
        var mask = plan.Mask(pod.Family);
        if (!plan.CanCut(pod))
            return null;
        // Sorted shares lie in the pod network in one run, except for larger ones that begin before it.
        var allocated = 0;
        foreach (ref readonly var share in plan.Nodes.Shares(pod.Family).StartingIn(pod))
            if (share.PrefixLength >= pod.PrefixLength)
                allocated++;
        return new FamilyCapacity(
            pod.Family,
            pod,
            mask,
            PodCapacity.PowerOfTwo(mask - pod.PrefixLength),
            allocated,
            PodCapacity.Of(pod.Family, mask, plan.Input.Addon)
        )
        {
            // A share elsewhere is another matter: such a node can be given no second one.
            Short = Lacking(
                plan.Nodes.Count - plan.Nodes.Shares(pod.Family).Items.Length,
                PodCapacity.PowerOfTwo(mask - pod.PrefixLength) - allocated
            ),
        };
    }

    private static long Lacking(long without, long free) => Math.Max(0, without - Math.Max(0, free));

    private static FamilyCapacity? OfOwn(PlanContext plan, IpNetwork pod)
    {
        var nodes = plan.Nodes.Count;
        var pools = plan
            .Pools.Where(p =>
                p.ForPods && p.Network.Family == pod.Family && p.BlockSize >= p.Network.PrefixLength && p.BlockSize <= pod.Family.Width()
            )
            .ToArray();
        if (pools.Length > 0)
        {
            var blocks = pools.Aggregate(0L, (sum, p) =>
                sum + Math.Min(PodCapacity.PowerOfTwo(p.BlockSize - p.Network.PrefixLength), long.MaxValue - sum)
            );
            return new FamilyCapacity(
                pod.Family,
                pod,
                pools.Max(p => p.BlockSize),
                blocks,
                nodes,
                pools.Min(p => PodCapacity.Of(pod.Family, p.BlockSize, plan.Input.Addon))
            )
            {
                Short = plan.Input.Addon is { BorrowsAddresses: false } ? Lacking(nodes, blocks) : 0,
            };
        }

        if (plan.Pools.Count > 0)
            return null;
        // No blocks: nodes share one space, and what fits is nodes full of pods.
        var pods = MostPods(plan);
        return new FamilyCapacity(
            pod.Family,
            pod,
            pod.PrefixLength,
            PodCapacity.Of(pod.Family, pod.PrefixLength, null) / (pods + plan.Input.Addon!.ReservedPerNode),
            nodes,
            pods
        );
    }

    private static long MostPods(PlanContext plan)
    {
        var most = 0;
        foreach (var entry in plan.Nodes.Entries)
            most = Math.Max(most, entry.Node.MaxPods ?? 0);
        return most > 0 ? most : UsualMaxPods;
    }
}
