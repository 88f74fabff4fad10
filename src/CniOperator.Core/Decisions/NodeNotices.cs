using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Decisions;

/// <summary>
/// Events on nodes that the address plan of what runs finds something wrong with: each when it begins. What was told is remembered; after a
/// restart, the findings in status stand for it, so that those are not told again.
/// </summary>
internal static class NodeNotices
{
    private const string Node = "Node ";

    /// <summary>The rules whose findings become Events, and their reasons; what else there is to say of a node is in status.</summary>
    internal static IReadOnlyDictionary<string, string> Reasons { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["addresses/node-without-cidr"] = EventReasons.PodCIDRMissing,
            ["addresses/node-family"] = EventReasons.PodCIDRFamilyMissing,
            ["addresses/node-outside"] = EventReasons.PodCIDROutside,
            ["addresses/node-duplicate"] = EventReasons.PodCIDRDuplicate,
            ["addresses/node-overlap"] = EventReasons.PodCIDROverlaps,
            ["addresses/node-unreadable-cidr"] = EventReasons.PodCIDRUnreadable,
            ["addresses/node-share-size"] = EventReasons.PodCIDRSize,
            ["addresses/node-address"] = EventReasons.AddressInPodNetwork,
            ["addresses/node-in-services"] = EventReasons.AddressInServiceNetwork,
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
        foreach (var finding in begun)
        {
            var name = Of(finding).Node;
            if (uids.TryGetValue(name, out var uid))
                yield return new Notice(true, Reasons[finding.Rule], $"{finding.Message} {finding.Fix}")
                {
                    About = new NoticeSubject(new ObjectKey("v1", "Node", null, name), uid),
                };
        }
    }

    private static IEnumerable<Finding> Findings(Observation o) =>
        ((o.Intent.FromRecord ? o.Intent.Plan?.Findings : o.Intent.Addresses) ?? []).Where(f =>
            !f.Acknowledged && Reasons.ContainsKey(f.Rule) && f.Subject.StartsWith(Node, StringComparison.Ordinal)
        );

    private static NodeFinding Of(Finding finding) => new(finding.Rule, finding.Subject[Node.Length..]);

    private static HashSet<NodeFinding> InStatus(Observation o) =>
        o
            .Network.Status.Items("addressPlan", "findings")
            .Where(f => !f.Flag("acknowledged") && f.Text("subject")?.StartsWith(Node, StringComparison.Ordinal) == true)
            .Select(f => new NodeFinding(f.Text("rule") ?? "", f.Text("subject")![Node.Length..]))
            .ToHashSet();
}
