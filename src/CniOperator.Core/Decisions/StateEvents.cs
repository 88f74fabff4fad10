using CniOperator.Core.Api;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Decisions;

/// <summary>Events that report a change of state. They follow from the status before and after, so that nothing is told twice.</summary>
internal static class StateEvents
{
    internal static IReadOnlyList<Event> Of(Facts facts, ClusterNetworkStatus status)
    {
        var events = new List<Event>();
        var ready = status.Conditions.First(c => c.Type == ConditionTypes.Ready);
        var before = ConditionReader.StatusOf(facts.Network.Status, ConditionTypes.Ready);
        if (ready.Status == "True" && before != "True")
            events.Add(new Event(false, EventReasons.Ready, ready.Message));
        if (ready.Status != "True" && before == "True")
            events.Add(new Event(true, EventReasons.NotReady, $"{ready.Reason}: {ready.Message}"));
        var stalled = status.Conditions.FirstOrDefault(c => c.Type == ConditionTypes.Stalled);
        var stalledBefore = ConditionReader.Find(facts.Network.Status, ConditionTypes.Stalled).Text("reason");
        if (stalled is not null && before != "True" && stalledBefore != stalled.Reason && !IsToldElsewhere(stalled.Reason))
            events.Add(new Event(true, stalled.Reason, stalled.Message));
        return events;
    }

    // The repair by which a contest is recognised reports it; so do the loss of data, and the discovery of other networks.
    private static bool IsToldElsewhere(string reason) =>
        reason
            is ConditionReasons.Contested
                or ConditionReasons.DataLost
                or ConditionReasons.SecondDataplane
                or ConditionReasons.FormerPods;
}
