using CniOperator.FaultLab.Network;
using CniOperator.FaultLab.Running;
using CniOperator.Health.Verdicts;

namespace CniOperator.FaultLab.Faults;

/// <summary>Breaks one thing after the other, waits for the verdict, repairs it, and waits until nothing is said any more.</summary>
internal sealed class FaultRunner(Lab lab, Action<string> say, CancellationToken cancellation)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestHealing = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private HealthJudgement? _last;

    /// <summary>Waits until every agent has reported and nothing is wrong.</summary>
    internal async Task StartedAsync()
    {
        if (await QuietAsync(LongestStart, everyoneReports: true) is { } wrong)
            throw new LabException($"the lab does not get well: {wrong}\nagents:\n{lab.Agents.Said}");
    }

    /// <summary>Runs one fault.</summary>
    internal async Task<FaultRow> RunAsync(LabFault fault)
    {
        // Classes of a fault that lasts may become clearer: the first one counts.
        var start = TimeProvider.System.GetTimestamp();
        fault.Inject(lab);
        var found = await FindAsync(fault, start);
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        var others = Others(fault);
        Heal(fault);
        var healing = fault.IsNone || fault.Stays ? null : await QuietAsync(LongestHealing, everyoneReports: true);
        var wrong = string.Join(
            "; ",
            new[]
            {
                found is null && !fault.IsNone ? "no such verdict in time" : "",
                found is null && !fault.IsNone && others.Length == 0 ? "nothing was said" : "",
                others,
                healing is null ? "" : $"not well after {LongestHealing.TotalSeconds} s: {healing}",
            }.Where(w => w.Length > 0)
        );
        var expected = fault.IsNone ? "no verdict" : $"{string.Join('|', fault.Classes)} {fault.Subject}";
        return new FaultRow(fault.Name, expected, $"{found?.Class}", found?.Subject.Name ?? "", seconds, fault.Goal, wrong);
    }

    private async Task<Verdict?> FindAsync(LabFault fault, long start)
    {
        while (TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(fault.Goal))
        {
            await Task.Delay(Look, TimeProvider.System, cancellation);
            _last = lab.Judge();
            if (fault.IsNone && _last.Verdicts.Count > 0)
                return null;
            if (_last.Verdicts.FirstOrDefault(v => fault.Classes.Contains(v.Class) && IsAbout(v, fault.Subject)) is { } found)
            {
                say($"  {found}");
                return found;
            }
        }
        SayReports();
        return null;
    }

    /// <summary>Verdicts about something else: blamed without reason.</summary>
    private string Others(LabFault fault)
    {
        var others = _last?.Verdicts.Where(v => v.Alarm && !IsAbout(v, fault.Subject)).ToList() ?? [];
        foreach (var verdict in _last?.Verdicts ?? [])
            say($"  said: {verdict.Scope} {verdict.Class} {verdict}");
        return others.Count == 0 ? "" : $"also {string.Join(", ", others.Select(v => $"{v.Class} {v.Subject.Name}"))}";
    }

    private void Heal(LabFault fault)
    {
        if (fault.IsNone)
            return;
        fault.Heal?.Invoke(lab);
        Parallel.ForEach(lab.Network.Nodes, lab.Network.Restore);
    }

    /// <summary>Waits until nothing has been said for a while.</summary>
    /// <returns>What is still said when time is over; <c>null</c> if nothing.</returns>
    private async Task<string?> QuietAsync(TimeSpan longest, bool everyoneReports)
    {
        var start = TimeProvider.System.GetTimestamp();
        var since = start;
        string? noise = null;
        while (TimeProvider.System.GetElapsedTime(start) < longest)
        {
            _last = lab.Judge();
            var silent = LabNetwork.NodeCount - lab.Operator.Reports().Where(IsRecent).Select(r => r.Report.Node).Distinct().Count();
            noise =
                _last.Verdicts.Count > 0 ? string.Join(", ", _last.Verdicts)
                : everyoneReports && silent > 0 ? $"{silent} nodes do not report"
                : null;
            if (noise is not null)
                since = TimeProvider.System.GetTimestamp();
            else if (TimeProvider.System.GetElapsedTime(since) >= Quiet)
                return null;
            await Task.Delay(Look, TimeProvider.System, cancellation);
        }
        SayReports();
        return noise ?? "not quiet for long enough";
    }

    private void SayReports()
    {
        foreach (var report in lab.Operator.Reports())
            say($"  {Describe(report)}");
    }

    private string Describe(ReceivedReport report)
    {
        var name = lab.Network.Nodes.First(n => n.Id == report.Report.Node).Name;
        var age = (TimeProvider.System.GetUtcNow() - report.Came).TotalSeconds;
        var failing = report.Report.Edges.Where(e => e.FailedLast).Select(e => $"{e.Kind} {Name(e.Target)} {e.Fault}");
        return $"{name} {report.Report.Role} {age:F1} s ago, lag {report.Report.TimerLagMilliseconds} ms: {string.Join(", ", failing)}";
    }

    private string Name(Health.NodeId node) => lab.Network.Nodes.FirstOrDefault(n => n.Id == node)?.Name ?? "";

    private static bool IsRecent(ReceivedReport report) =>
        TimeProvider.System.GetUtcNow() - report.Came < TimeSpan.FromSeconds(5) && report.Report.Rounds > 3;

    private static bool IsAbout(Verdict verdict, string subject) =>
        verdict.Subject.Name == subject
        || (verdict.Scope == VerdictScope.Link && subject.Split(" - ") is [var a, var b] && Ends(verdict).SetEquals([a, b]));

    private static HashSet<string> Ends(Verdict verdict) => [.. verdict.Subject.Name.Split([" - ", " -> "], StringSplitOptions.None)];
}
