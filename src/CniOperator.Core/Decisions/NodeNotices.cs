using CniOperator.Core.AddressPlan.Rules;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Decisions;

/// <summary>
/// Events on nodes that the address plan of what runs finds something wrong with: each when it begins. What was told is remembered; after a
/// restart, the findings in status stand for it, so that those are not told again.
/// </summary>
internal static class NodeNotices
{
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
            [PlanRules.Of<NodeAddressOverlap>()] = EventReasons.AddressInPodNetwork,
            [PlanRules.Of<ServiceNodeOverlap>()] = EventReasons.AddressInServiceNetwork,
        };

    /// <summary>What there is to tell of nodes. A spec that waits may name another pod network: no node is to blame for that.</summary>
    internal static IReadOnlySet<NodeFinding> Standing(Observation o) => Findings(o).Select(Of).ToHashSet();

    /// <summary>The Events for what has begun.</summary>
    internal static IEnumerable<Notice> Of(Observation o)
    {
        var told = o.Told ?? InStatus(o);
        var begun = Findings(o).Where(f => !told.Contains(Of(f))).ToList();
        if (begun.Count == 0)
            yield break;
        var uids = o.Nodes.ToDictionary(n => n.Name, n => n.Uid, StringComparer.Ordinal);
        foreach (var (finding, node) in begun)
        {
            if (uids.TryGetValue(node.Name, out var uid))
                yield return new Notice(true, Reasons[finding.Rule], $"{finding.Message} {finding.Fix}")
                {
                    About = new NoticeSubject(new ObjectKey("v1", "Node", null, node.Name), uid),
                };
        }
    }

    private static IEnumerable<(Finding Finding, NodeSubject Node)> Findings(Observation o)
    {
        foreach (var finding in (o.Intent.FromRecord ? o.Intent.Plan?.Findings : o.Intent.Addresses) ?? [])
            if (!finding.Acknowledged && finding.Subject is NodeSubject node && Reasons.ContainsKey(finding.Rule))
                yield return (finding, node);
    }

    private static NodeFinding Of((Finding Finding, NodeSubject Node) found) => new(found.Finding.Rule.Id, found.Node.Name);

    private static HashSet<NodeFinding> InStatus(Observation o)
    {
        var said = o
            .Network.Status.Items("addressPlan", "findings")
            .Where(f => !f.Flag("acknowledged"))
            .Select(f => (f.Text("rule"), f.Text("subject")))
            .ToHashSet();
        return Findings(o).Where(f => said.Contains((f.Finding.Rule.Id, f.Node.ToString()))).Select(Of).ToHashSet();
    }
}
