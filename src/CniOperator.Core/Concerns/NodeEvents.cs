using CniOperator.Core.AddressPlan;
using CniOperator.Core.AddressPlan.Rules.Overlaps;
using CniOperator.Core.AddressPlan.Rules.Pools;
using CniOperator.Core.AddressPlan.Rules.Shares;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Concerns;

/// <summary>
/// Events on nodes that the address plan of what runs finds something wrong with: each when it begins. What was reported is remembered;
/// after a restart, the findings in status stand for it, so that those are not reported again.
/// </summary>
internal static class NodeEvents
{
    private const string Node = "Node ";

    /// <summary>The rules whose findings become Events, and their reasons; what else there is to say of a node is in status.</summary>
    internal static IReadOnlyDictionary<Rule, string> Reasons { get; } =
        new Dictionary<Rule, string>
        {
            [PlanRules.Of<NodeWithoutCidr>()] = EventReasons.PodCIDRMissing,
            [PlanRules.Of<NodeFamily>()] = EventReasons.PodCIDRFamilyMissing,
            [PlanRules.Of<NodeOutside>()] = EventReasons.PodCIDROutside,
            [PlanRules.Of<NodeDuplicate>()] = EventReasons.PodCIDRDuplicate,
            [PlanRules.Of<NodeOverlap>()] = EventReasons.PodCIDROverlaps,
            [PlanRules.Of<NodeUnreadable>()] = EventReasons.PodCIDRUnreadable,
            [PlanRules.Of<NodeShareSize>()] = EventReasons.PodCIDRSize,
            [PlanRules.Of<NodeWithoutPool>()] = EventReasons.AddressPoolMissing,
            [PlanRules.Of<NodeAddressOverlap>()] = EventReasons.AddressInPodNetwork,
            [PlanRules.Of<ServiceNodeOverlap>()] = EventReasons.AddressInServiceNetwork,
        };

    /// <summary>What there is to report of nodes. A spec that waits may name another pod network: no node is to blame for that.</summary>
    internal static IReadOnlySet<NodeFinding> Present(Situation s) => Found(s).Select(f => f.Node).ToHashSet();

    /// <summary>The Events for what has begun.</summary>
    internal static IEnumerable<Event> Of(Situation s)
    {
        var reported = s.Facts.ReportedNodes ?? InStatus(s.Facts.Network);
        var begun = Found(s).Where(f => !reported.Contains(f.Node)).ToList();
        if (begun.Count == 0)
            yield break;
        var uids = s.Facts.Nodes.ToDictionary(n => n.Name, n => n.Uid, StringComparer.Ordinal);
        foreach (var (finding, node) in begun)
        {
            if (!uids.TryGetValue(node.Node, out var uid))
                continue;
            var key = new ObjectKey("v1", "Node", null, node.Node);
            yield return new Event(true, Reasons[finding.Rule], $"{finding.Message} {finding.Fix}") { Regarding = new Regarding(key, uid) };
        }
    }

    private static IEnumerable<(Finding Finding, NodeFinding Node)> Found(Situation s)
    {
        foreach (var finding in s.Desired.AddressPlan?.Findings ?? [])
            if (finding is { Acknowledged: false, Subject: NodeSubject node } && Reasons.ContainsKey(finding.Rule))
                yield return (finding, new NodeFinding(finding.Rule.Id, node.Name));
    }

    private static HashSet<NodeFinding> InStatus(NetworkObject network) =>
        network
            .Status.Items("addressPlan", "findings")
            .Where(f => !f.Flag("acknowledged") && f.Text("subject")?.StartsWith(Node, StringComparison.Ordinal) == true)
            .Select(f => new NodeFinding(f.Text("rule") ?? "", f.Text("subject")![Node.Length..]))
            .ToHashSet();
}
