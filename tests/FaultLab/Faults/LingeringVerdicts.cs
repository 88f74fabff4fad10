using CniOperator.Health.Verdicts;

namespace CniOperator.FaultLab.Faults;

/// <summary>Verdicts of healed faults that take a while to go. Each must be gone in time; until then others come besides it.</summary>
internal sealed class LingeringVerdicts
{
    private const int Limit = 120;

    private readonly List<(LabFault Fault, long Healed, double? Gone)> _faults = [];

    internal void Add(LabFault fault) => _faults.Add((fault, TimeProvider.System.GetTimestamp(), null));

    /// <summary>All of them are gone, or late.</summary>
    internal bool IsOver => _faults.All(f => f.Gone is not null || Seconds(f.Healed) > Limit);

    /// <summary>Looks which are gone.</summary>
    internal void Look(HealthJudgement judgement)
    {
        for (var i = 0; i < _faults.Count; i++)
        {
            var (fault, healed, gone) = _faults[i];
            if (gone is null && !judgement.Verdicts.Any(v => Is(fault, v)))
                _faults[i] = (fault, healed, Seconds(healed));
        }
    }

    /// <summary>It is there because of an earlier fault.</summary>
    internal bool Explains(Verdict verdict) => _faults.Any(f => f.Gone is null && Is(f.Fault, verdict));

    /// <summary>One row for each.</summary>
    internal IEnumerable<FaultRow> Rows() =>
        _faults.Select(f => new FaultRow(
            $"{f.Fault.Name}-healed",
            "no verdict",
            "",
            f.Fault.Subject,
            f.Gone ?? Seconds(f.Healed),
            Limit,
            f.Gone is null ? "still said" : ""
        ));

    private static bool Is(LabFault fault, Verdict verdict) =>
        verdict.Subject.Name == fault.Subject && fault.Classes.Contains(verdict.Class);

    private static double Seconds(long since) => TimeProvider.System.GetElapsedTime(since).TotalSeconds;
}
