using CniOperator.Core.Api;
using CniOperator.Core.Objects;

namespace CniOperator.Core.Decisions;

/// <summary>
/// Events on nodes that the address plan finds something wrong with. They follow from the findings in status before and after: a finding is
/// told when it begins, and a restart repeats none. Findings beyond what status has room for are not told one by one.
/// </summary>
internal static class NodeNotices
{
    private const string Node = "Node ";

    /// <summary>The rules whose findings become Events, and their reasons; what else there is to say of a node is in status.</summary>
    internal static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
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

    internal static IEnumerable<Notice> Of(Observation o, ClusterNetworkStatus status)
    {
        var known = o.Network.Status.Items("addressPlan", "findings").Where(f => !f.Flag("acknowledged"))
            .Select(f => (f.Text("rule"), f.Text("subject"))).ToHashSet();
        var begun = (status.AddressPlan?.Findings ?? []).Where(f => !f.Acknowledged && IsOfNode(f) && !known.Contains((f.Rule, f.Subject)) && IsOfWhatRuns(o.Intent, f)).ToList();
        if (begun.Count == 0) yield break;
        var uids = o.Nodes.ToDictionary(n => n.Name, n => n.Uid, StringComparer.Ordinal);
        foreach (var finding in begun)
        {
            var name = finding.Subject[Node.Length..];
            if (uids.TryGetValue(name, out var uid))
                yield return new Notice(true, Reasons[finding.Rule], $"{finding.Message} {finding.Fix}") { About = new NoticeSubject(new ObjectKey("v1", "Node", null, name), uid) };
        }
    }

    // A spec that waits may name another pod network: no node is to blame for that.
    private static bool IsOfWhatRuns(Intent intent, FindingStatus finding) =>
        !intent.FromRecord || intent.Plan?.Findings.Any(f => f.Rule == finding.Rule && f.Subject == finding.Subject) == true;

    private static bool IsOfNode(FindingStatus finding) => Reasons.ContainsKey(finding.Rule) && finding.Subject.StartsWith(Node, StringComparison.Ordinal);
}
