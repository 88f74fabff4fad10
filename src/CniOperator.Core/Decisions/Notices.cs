using CniOperator.Core.Api;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Decisions;

/// <summary>Events that tell of a change of state. They follow from the status before and after, so that nothing is told twice.</summary>
internal static class Notices
{
    internal static IReadOnlyList<Notice> Of(Observation o, ClusterNetworkStatus status)
    {
        var notices = new List<Notice>();
        var ready = status.Conditions.First(c => c.Type == ConditionTypes.Ready);
        var before = ConditionReader.StatusOf(o.Network.Status, ConditionTypes.Ready);
        if (ready.Status == "True" && before != "True")
            notices.Add(new Notice(false, EventReasons.Ready, ready.Message));
        if (ready.Status != "True" && before == "True")
            notices.Add(new Notice(true, EventReasons.NotReady, $"{ready.Reason}: {ready.Message}"));
        var stalled = status.Conditions.FirstOrDefault(c => c.Type == ConditionTypes.Stalled);
        if (
            stalled is not null
            && before != "True"
            && RawJson.Text(ConditionReader.Find(o.Network.Status, ConditionTypes.Stalled), "reason") != stalled.Reason
        )
            notices.Add(new Notice(true, stalled.Reason, stalled.Message));
        notices.AddRange(NodeNotices.Of(o));
        return notices;
    }
}
