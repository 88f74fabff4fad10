using CniOperator.FaultLab.Network;
using CniOperator.FaultLab.Running;
using CniOperator.Health.Reports;
using CniOperator.Health.Verdicts;

namespace CniOperator.FaultLab.Faults;

/// <summary>Breaks one thing after the other, waits for the verdict, repairs it, and waits until nothing is said any more.</summary>
internal sealed class FaultRunner(Lab lab, Action<string> say, CancellationToken cancellation)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestHealing = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private readonly LingeringVerdicts _lingering = new();
    private HealthJudgement? _last;

    /// <summary>Waits until every agent has reported and nothing is wrong.</summary>
    internal async Task StartedAsync()
    {
        if (await QuietAsync(LongestStart) is { } wrong)
            throw new LabException($"the lab does not get well: {wrong}\nagents:\n{lab.Agents.Said}");
    }

    /// <summary>Runs one fault.</summary>
    internal async Task<FaultRow> RunAsync(LabFault fault)
    {
        var start = TimeProvider.System.GetTimestamp();
        if (fault.Simulate is { } simulate)
            return new FaultRow(fault.Name, "no verdict", "", "", Seconds(start), fault.Limit, simulate());
        // Classes of a fault that lasts may become clearer: the first one counts.
        fault.Inject(lab);
        var found = await FindAsync(fault, start);
        var seconds = Seconds(start);
        var others = Others(fault);
        Heal(fault);
        if (fault.Lingers)
            _lingering.Add(fault);
        var healing = fault.IsNone || fault.Stays ? null : await QuietAsync(LongestHealing);
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
        return new FaultRow(fault.Name, expected, $"{found?.Class}", found?.Subject.Name ?? "", seconds, fault.Limit, wrong);
    }

    /// <summary>Waits for verdicts that take a while to go.</summary>
    /// <returns>A row for each.</returns>
    internal async Task<IEnumerable<FaultRow>> EndAsync()
    {
        while (!_lingering.IsOver)
        {
            await Task.Delay(Look, TimeProvider.System, cancellation);
            Judge();
        }
        return _lingering.Rows();
    }

    private HealthJudgement Judge()
    {
        _last = lab.Judge();
        _lingering.Look(_last);
        return _last;
    }

    private async Task<Verdict?> FindAsync(LabFault fault, long start)
    {
        while (TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(fault.Limit))
        {
            await Task.Delay(Look, TimeProvider.System, cancellation);
            var judged = Judge();
            if (fault.IsNone && judged.Verdicts.Count > 0)
                return null;
            if (judged.Verdicts.FirstOrDefault(v => fault.Classes.Contains(v.Class) && IsAbout(v, fault.Subject)) is { } found)
            {
                say($"  {found}");
                return found;
            }
        }
        if (!fault.IsNone)
            SayReports();
        return null;
    }

    /// <summary>Verdicts about something else: blamed without reason.</summary>
    private string Others(LabFault fault)
    {
        var others = _last?.Verdicts.Where(v => v.Alarm && !IsAbout(v, fault.Subject) && !_lingering.Explains(v)).ToList() ?? [];
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

    /// <summary>Waits until nothing is said, and every agent has reported since the start of this that nothing fails.</summary>
    /// <returns>What is still said when time is over; <c>null</c> if nothing.</returns>
    private async Task<string?> QuietAsync(TimeSpan longest)
    {
        var (start, began) = (TimeProvider.System.GetTimestamp(), TimeProvider.System.GetUtcNow());
        while (true)
        {
            var said = Judge().Verdicts.Where(v => !_lingering.Explains(v)).ToList();
            var well = lab.Operator.Reports().Count(r => r.Came > began && IsWell(r.Report));
            if (said.Count == 0 && well >= 2 * LabNetwork.NodeCount)
                return null;
            if (TimeProvider.System.GetElapsedTime(start) >= longest)
            {
                SayReports();
                return said.Count > 0 ? string.Join(", ", said) : $"{well} of {2 * LabNetwork.NodeCount} agents report that all is well";
            }
            await Task.Delay(Look, TimeProvider.System, cancellation);
        }
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

    private static bool IsWell(AgentReport report) => report.Rounds > 3 && !report.Edges.Any(e => e.FailedLast);

    private static double Seconds(long since) => TimeProvider.System.GetElapsedTime(since).TotalSeconds;

    private static bool IsAbout(Verdict verdict, string subject) =>
        verdict.Subject.Name == subject
        || (verdict.Scope == VerdictScope.Link && subject.Split(" - ") is [var a, var b] && Ends(verdict).SetEquals([a, b]));

    private static HashSet<string> Ends(Verdict verdict) => [.. verdict.Subject.Name.Split([" - ", " -> "], StringSplitOptions.None)];
}
