using CsCheck;

namespace CniOperator.Tests;

/// <summary>Property-based tests that try the same values in every run, on every machine.</summary>
internal static class SeededSamples
{
    private const int Usual = 100;

    /// <summary>Runs <paramref name="holds"/> on generated values; CsCheck shrinks and prints one that fails.</summary>
    /// <param name="values">What to generate.</param>
    /// <param name="holds">False, or an exception, for a value that fails.</param>
    /// <param name="iter">How many values.</param>
    /// <param name="print">Writes a value that failed.</param>
    internal static void Check<T>(this Gen<T> values, Func<T, bool> holds, int iter = Usual, Func<T, string>? print = null)
    {
        for (var i = 0; i < iter; i++)
        {
            var random = new PCG(1, (ulong)i);
            var seed = random.ToString(random.State);
            if (!Holds(holds, values.Generate(random, null, out _)))
                values.Sample(holds, seed: seed, iter: iter, threads: 1, print: print);
        }
    }

    internal static void Check<T1, T2>(this Gen<(T1, T2)> values, Func<T1, T2, bool> holds, int iter = Usual) =>
        values.Check(v => holds(v.Item1, v.Item2), iter);

    internal static void Check<T1, T2, T3>(this Gen<(T1, T2, T3)> values, Func<T1, T2, T3, bool> holds, int iter = Usual) =>
        values.Check(v => holds(v.Item1, v.Item2, v.Item3), iter);

    internal static void Check<T>(this Gen<T> values, Action<T> test, int iter = Usual, Func<T, string>? print = null) =>
        values.Check(v => Passes(() => test(v)), iter, print);

    internal static void Check<T1, T2>(this Gen<(T1, T2)> values, Action<T1, T2> test, int iter = Usual) =>
        values.Check(v => Passes(() => test(v.Item1, v.Item2)), iter);

    internal static void Check<T1, T2, T3>(this Gen<(T1, T2, T3)> values, Action<T1, T2, T3> test, int iter = Usual) =>
        values.Check(v => Passes(() => test(v.Item1, v.Item2, v.Item3)), iter);

    internal static void Check<T1, T2, T3, T4>(this Gen<(T1, T2, T3, T4)> values, Action<T1, T2, T3, T4> test, int iter = Usual) =>
        values.Check(v => Passes(() => test(v.Item1, v.Item2, v.Item3, v.Item4)), iter);

    /// <summary>As above for a test that is asynchronous. It runs on the thread pool: xunit has few threads, and this one waits.</summary>
    internal static void CheckAsync<T>(this Gen<T> values, Func<T, Task> test, int iter = Usual) =>
        values.Check(v => Task.Run(() => test(v)).GetAwaiter().GetResult(), iter);

    private static bool Holds<T>(Func<T, bool> holds, T value)
    {
        try
        {
            return holds(value);
        }
        catch (Exception)
        {
            return false; // Sample meets it again, and reports it.
        }
    }

    private static bool Passes(Action test)
    {
        test();
        return true;
    }
}
