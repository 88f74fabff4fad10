using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Notation;

namespace CniOperator.Core.AddressPlan.Examination;

/// <summary>Looks for a pod network that overlaps nothing.</summary>
internal static class Apart
{
    // In the order in which they are usual for pods.
    private static readonly string[] Usual = ["10.244.0.0/16", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fd00:10:244::/48"];

    /// <summary>
    /// The end of a sentence: a network of the same size, apart from all that is known; empty when the usual places have none.
    /// </summary>
    internal static string Instead(PlanContext plan, IpNetwork pods) =>
        Find(plan, pods) is { } free ? $"; {free} is apart from all that is known here" : "";

    private static IpNetwork? Find(PlanContext plan, IpNetwork pods)
    {
        foreach (var text in Usual)
        {
            if (!CidrText.TryRead(text, out var space) || space.Family != pods.Family || space.PrefixLength > pods.PrefixLength)
                continue;
            // Enough to step over a few neighbours, and bounded.
            for (var i = 0; i < 4096 && i < space.SubnetCount(pods.PrefixLength); i++)
                if (space.Subnet((UInt128)i, pods.PrefixLength) is var candidate && IsFree(plan, candidate))
                    return candidate;
        }

        return null;
    }

    private static bool IsFree(PlanContext plan, IpNetwork candidate) =>
        !plan.Pods.Concat(plan.Services).Concat(plan.Avoid).Any(n => n.Network.Overlaps(candidate))
        && !plan.Input.Cluster.ApiServers.Any(a => candidate.Contains(a.Address))
        && plan.Nodes.Addresses(candidate.Family).StartingIn(candidate).IsEmpty
        && !candidate.Overlaps(KnownDefaults.DockerBridge);
}
