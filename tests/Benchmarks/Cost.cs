using System.Diagnostics;

namespace CniOperator.Benchmarks;

/// <summary>What one run of something costs.</summary>
/// <param name="Median">Milliseconds by the clock.</param>
/// <param name="Least">The same, of the fastest run.</param>
/// <param name="Processor">Milliseconds of processor time of this process, the mean.</param>
/// <param name="Kilobytes">Allocated.</param>
internal readonly record struct Cost(double Median, double Least, double Processor, double Kilobytes)
{
    /// <summary>Runs that count.</summary>
    internal const int Runs = 31;

    /// <summary>Measures after warming up.</summary>
    /// <param name="warmUps">Runs before those that count.</param>
    /// <param name="prepare">Makes what a run works on; not measured.</param>
    /// <param name="work">What is measured.</param>
    internal static Cost Of<T>(int warmUps, Func<T> prepare, Func<T, object> work)
    {
        var times = new double[Runs];
        var processor = TimeSpan.Zero;
        double bytes = 0;
        for (var i = -warmUps; i < Runs; i++)
        {
            var input = prepare();
            var (before, usage, start) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
            GC.KeepAlive(work(input));
            var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            if (i < 0)
                continue;
            processor += Environment.CpuUsage.TotalTime - usage;
            times[i] = took;
        }

        Array.Sort(times);
        return new Cost(times[Runs / 2], times[0], processor.TotalMilliseconds / Runs, bytes / 1024);
    }
}
