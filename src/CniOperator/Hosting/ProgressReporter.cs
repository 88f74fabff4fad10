using CniOperator.Core.Decisions;
using CniOperator.Core.Objects;

namespace CniOperator.Hosting;

/// <summary>Turns what the controller sees and does into steps of an <see cref="IProgressFeed"/>.</summary>
internal sealed class ProgressReporter(IProgressFeed? feed)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _readyPods = new(StringComparer.Ordinal);

    internal void Report(ProgressStep step)
    {
        if (feed is null) return;
        lock (_lock) feed.Report(step);
    }

    internal void Report(Outcome outcome)
    {
        if (feed is null) return;
        foreach (var (action, _) in outcome.Applied.Where(a => a.Action.Cause is ApplyCause.Create or ApplyCause.Update))
            Report(new ObjectApplied(action.Desired.Key, action.Cause == ApplyCause.Create));
        foreach (var (action, result) in outcome.Applied.Where(a => a.Action.Cause is ApplyCause.Repair or ApplyCause.Recreate))
            Report(new DriftRepaired(action.Desired.Key, new Outcome([(action, result)], [], []).Notices()[0].Message));
        foreach (var deleted in outcome.Deleted) Report(new ObjectDeleted(deleted.Key));
        foreach (var failure in outcome.Failed) Report(new RequestRefused(failure.Key, failure.Message));
    }

    internal void Report(Observation observation, Decision decision)
    {
        if (feed is null) return;
        foreach (var pod in observation.Pods.Where(p => p.Ready).OrderBy(p => p.Node, StringComparer.Ordinal))
        {
            if (_readyPods.Add(pod.Name)) Report(new PodReady(pod.Node, pod.Name));
        }

        foreach (var condition in decision.Status.Items("conditions"))
        {
            var type = condition.Text("type") ?? "";
            var before = ConditionReader.Find(observation.Network.Status, type);
            if (before.Text("status") != condition.Text("status") || before.Text("reason") != condition.Text("reason"))
                Report(new ConditionChanged(observation.Network.Name, type, condition.Text("status") ?? "", condition.Text("reason") ?? "", condition.Text("message") ?? ""));
        }
    }
}
