using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Rules.Overlaps;

/// <summary>
/// No node's address is one that a pod could get: routes to pods would hide the node, and its packets would not be masqueraded.
/// </summary>
internal sealed class NodeAddressOverlap() : PlanRule("addresses/node-address", Severity.Error)
{
    internal override void Check(PlanContext plan, RuleFindings findings)
    {
        foreach (var (node, address, pods) in NodesIn(plan, plan.PodSide))
            findings.Add(node, (plan, address, pods), static (_, at) =>
                (
                    $"Its address {at.address.First} lies in the pods' {at.pods.Network} ({at.pods.Source}): a pod could get "
                        + "it, and routes to pods would hide the node.",
                    $"Take a pod network apart from the nodes'{Apart.Instead(at.plan, at.pods.Network)}"
                )
            );
    }

    /// <summary>Every node with an address in one of the networks; by node, the first address of each node and network.</summary>
    internal static List<(NodeEntry Node, IpNetwork Address, SourcedNetwork In)> NodesIn(
        PlanContext plan,
        IEnumerable<SourcedNetwork> networks
    )
    {
        var found = new List<(NodeEntry Node, IpNetwork Address, SourcedNetwork In)>();
        foreach (var network in networks)
        foreach (ref readonly var address in plan.Nodes.Addresses(network.Network.Family).StartingIn(network.Network))
            found.Add((address.Owner, address.Network, network));
        found.Sort(
            (a, b) => string.CompareOrdinal(a.Node.Name, b.Node.Name) is var byName and not 0 ? byName : a.Address.CompareTo(b.Address)
        );
        return [.. found.DistinctBy(f => (f.Node, f.In.Source))];
    }
}
