using CniOperator.Health.Reports;

namespace CniOperator.Health.Collecting;

/// <summary>What is wrong by a report's own word, as one number: as long as it is the same, a newer report brings no news.</summary>
internal static class Complaints
{
    // From here on an agent's own lateness explains what it misses.
    private const int Late = 500;

    /// <summary>The number; edges may come in any order.</summary>
    internal static ulong Of(AgentReport report)
    {
        var print = Prints.Mix(report.Boot, report.TimerLagMilliseconds >= Late ? 1UL : 0);
        // Rounds until something is known at all are news too.
        print = Prints.Mix(print, (ulong)Math.Min(report.Rounds, 1));
        for (var i = 0; i < report.Edges.Count; i++)
        {
            var edge = report.Edges[i];
            if (edge.FailedLast || edge.SourceChanged)
                print ^= Of(edge);
        }

        return print;
    }

    private static ulong Of(EdgeReport edge)
    {
        var what =
            ((ulong)edge.Kind << 24)
            | ((ulong)edge.Family << 16)
            | ((ulong)edge.Fault << 8)
            | (edge.FailedLast ? 2UL : 0)
            | (edge.SourceChanged ? 1UL : 0);
        return Prints.Mix(Prints.Mix(what, edge.Target), (ulong)edge.LargestSize);
    }
}
