using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Pools;

/// <summary>
/// A pool of each family serves every node (Calico: "no configured Calico pools for node …"). One that is disabled, or that selects no
/// node, serves none.
/// </summary>
internal sealed class NodeWithoutPool() : PlanRule("addresses/node-without-pool", Severity.Error)
{
    private const int Named = 3;

    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        if (plan.FromNodes || plan.Pools.Count == 0)
            return;
        foreach (var pod in plan.Pods.DistinctBy(p => p.Network.Family))
        foreach (var node in plan.Service(pod.Network.Family).Unserved)
            findings.Add(node, (plan, pod.Network.Family), static (_, at) => Words(at.plan, at.Family), plan.IsAlone(node));
    }

    private static (string Message, string Fix) Words(PlanContext plan, IpFamily family)
    {
        List<string> pools = [.. plan.Pools.Where(p => p.Network.Family == family).Select(Why)];
        var others = pools.Count > Named ? $" and {pools.Count - Named} more" : "";
        return (
            $"No {family} pool serves it: {string.Join(", ", pools.Take(Named))}{others}. Pods that start there get no {family} address, "
                + "and do not start.",
            "Label the node so that a pool's nodeSelector selects it, or add a pool for it; one with nodeSelector all() serves every node"
        );
    }

    private static string Why(AddonPool pool) =>
        pool.Name
        + (
            !pool.ForPods ? " is not for pods, or disabled"
            : !pool.IsAutomatic ? " is assigned by hand"
            : $" is for {pool.Selector}"
        );
}
