using CniOperator.Core.AddressPlan.Capacity;
using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.AddressPlan.Examination;

/// <summary>How far the plan carries, by family, and by the pools that serve the same nodes.</summary>
/// <param name="Scarcest">What runs out first.</param>
/// <param name="PodsPerNode">How many pods find addresses of every family on a node.</param>
/// <param name="Demand">How many nodes want a share of <paramref name="Scarcest"/>: those that have one, and those that do not.</param>
/// <param name="Families">All of them.</param>
internal sealed record CapacityReport(FamilyCapacity Scarcest, long PodsPerNode, int Demand, IReadOnlyList<FamilyCapacity> Families)
{
    // What the kubelet takes when nothing is said (--max-pods).
    internal const int UsualMaxPods = 110;

    /// <summary>Of the scarcest family: all its pools and the nodes that they serve.</summary>
    internal PlanCapacity Public
    {
        get
        {
            List<FamilyCapacity> family = [.. Families.Where(f => f.Family == Scarcest.Family)];
            var nodes = family.Aggregate(0L, (sum, f) => sum + Math.Min(f.Nodes, long.MaxValue - sum));
            return new PlanCapacity(nodes, family.Sum(f => f.Allocated), PodsPerNode)
            {
                TakenBlocks = family.TrueForAll(f => f.Taken is not null) ? family.Sum(f => f.Taken) : null,
            };
        }
    }

    /// <summary>In whole percent, rounded down, so that 100 means none is left.</summary>
    internal long Percent => Scarcest.Nodes == 0 ? 100 : (long)(100 * (Int128)Math.Max(Demand, Scarcest.Taken ?? 0) / Scarcest.Nodes);

    internal static CapacityReport? Of(PlanContext plan)
    {
        var families = Each(plan).ToArray();
        if (families.Length == 0)
            return null;
        var scarcest = families[0];
        foreach (var family in families)
            if (family.Short > scarcest.Short || (family.Short == scarcest.Short && family.IsScarcerThan(scarcest)))
                scarcest = family;
        var demand = plan.FromNodes ? Math.Max(scarcest.Allocated, plan.Nodes.Count) : scarcest.Allocated;
        return new CapacityReport(scarcest, families.Min(f => f.PodsPerNode), demand, families);
    }

    private static IEnumerable<FamilyCapacity> Each(PlanContext plan)
    {
        foreach (var family in new[] { IpFamily.IPv4, IpFamily.IPv6 })
        {
            if (plan.Pod(family) is not { } pod)
                continue;
            if (plan.FromNodes)
            {
                if (plan.CanCut(pod))
                    yield return OfShares(plan, pod);
            }
            else if (plan.Pools.Count == 0)
            {
                yield return OfOneSpace(plan, pod);
            }
            else
            {
                foreach (var group in plan.Service(family).Groups)
                    yield return OfPools(plan, pod, group);
            }
        }
    }

    private static FamilyCapacity OfShares(PlanContext plan, IpNetwork pod)
    {
        var mask = plan.Mask(pod.Family);

        // Sorted shares lie in the pod network in one run, except for larger ones that begin before it.
        var allocated = 0;
        foreach (ref readonly var share in plan.Nodes.Shares(pod.Family).StartingIn(pod))
            if (share.PrefixLength >= pod.PrefixLength)
                allocated++;
        var nodes = PodCapacity.PowerOfTwo(mask - pod.PrefixLength);
        return new FamilyCapacity(pod.Family, pod, mask, nodes, allocated, PodCapacity.Of(pod.Family, mask, plan.Input.Addon))
        {
            // A share elsewhere is another matter: such a node can be given no second one.
            Short = Lacking(plan.Nodes.Count - plan.Nodes.Shares(pod.Family).Items.Length, nodes - allocated),
        };
    }

    private static FamilyCapacity OfPools(PlanContext plan, IpNetwork pod, PoolGroup group)
    {
        var blocks = group.Pools.Aggregate(0L, (sum, p) =>
            sum + Math.Min(PodCapacity.PowerOfTwo(p.BlockSize - p.Network.PrefixLength), long.MaxValue - sum)
        );
        var taken = plan.Blocks?.In(group.Pools);
        var without = taken is null ? group.Nodes : Math.Max(0, group.Nodes - taken.Owners);
        return new FamilyCapacity(
            pod.Family,
            pod,
            group.Pools.Max(p => p.BlockSize),
            blocks,
            group.Nodes,
            group.Pools.Min(p => PodCapacity.OfNode(pod.Family, p.BlockSize, plan.Input.Addon))
        )
        {
            Pools = group.Pools,
            Taken = taken?.Blocks,
            Short = plan.Input.Addon is { BorrowsAddresses: false } ? Lacking(without, blocks - (taken?.Blocks ?? 0)) : 0,
        };
    }

    // No blocks: nodes share one space, and what fits is nodes full of pods.
    private static FamilyCapacity OfOneSpace(PlanContext plan, IpNetwork pod)
    {
        var pods = MostPods(plan);
        return new FamilyCapacity(
            pod.Family,
            pod,
            pod.PrefixLength,
            PodCapacity.Of(pod.Family, pod.PrefixLength, null) / (pods + plan.Input.Addon!.ReservedPerNode),
            plan.Nodes.Count,
            pods
        );
    }

    private static long Lacking(long without, long free) => Math.Max(0, without - Math.Max(0, free));

    private static long MostPods(PlanContext plan)
    {
        var most = 0;
        foreach (var entry in plan.Nodes.Entries)
            most = Math.Max(most, entry.Node.MaxPods ?? 0);
        return most > 0 ? most : UsualMaxPods;
    }
}
