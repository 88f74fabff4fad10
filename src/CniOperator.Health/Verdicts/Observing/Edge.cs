using System.Numerics;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;

namespace CniOperator.Health.Verdicts.Observing;

/// <summary>One edge between two nodes, as the newest report of its source has it.</summary>
internal struct Edge
{
    internal int From;
    internal int To;

    /// <summary>The next edges from the same source and to the same target; -1 at the end.</summary>
    internal int NextFrom;
    internal int NextTo;

    /// <summary>The last rounds, newest in the lowest bit.</summary>
    internal uint Rounds;

    /// <summary>How old the report is, in milliseconds.</summary>
    internal int Age;
    internal int Sent;
    internal int Lost;
    internal int Size;
    internal ProbeFault Fault;

    /// <summary>Counts as failed where the edge is looked at.</summary>
    internal bool Failed;

    /// <summary>Explained by something larger: no longer counts for its ends.</summary>
    internal bool Explained;
    internal bool SourceChanged;

    internal static Edge Of(int from, int to, EdgeReport report, int age) =>
        new()
        {
            From = from,
            To = to,
            Rounds = report.Failed,
            Age = age,
            Sent = report.Sent,
            Lost = report.Lost,
            Size = report.LargestSize,
            Fault = report.Fault,
            Failed = report.FailedLast,
            SourceChanged = report.SourceChanged,
        };

    /// <summary>Failed in two of the last three rounds.</summary>
    internal readonly bool IsLasting => Lasting(Rounds);

    internal static bool Lasting(uint rounds) => BitOperations.PopCount(rounds & 7) >= 2;

    /// <summary>How often in some rounds it failed after it passed, or the other way round.</summary>
    internal readonly int Changes(uint rounds) => BitOperations.PopCount((Rounds ^ (Rounds >> 1)) & (rounds >> 1));

    /// <summary>It was cut in some rounds: two failed in a row, and not again and again as by chance.</summary>
    internal readonly bool WasCut(uint rounds) => (Rounds & (Rounds >> 1) & (rounds >> 1)) != 0 && Changes(rounds) < 3;

    /// <summary>For at least so many milliseconds it has failed: the age of the report and the failed rounds before it.</summary>
    internal readonly int FailingFor(int round) => Age + Math.Max(0, BitOperations.TrailingZeroCount(~Rounds) - 1) * round;
}
