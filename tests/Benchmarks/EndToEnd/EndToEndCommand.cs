using System.Globalization;
using CniOperator.Contract.Tests.Servers;

namespace CniOperator.Benchmarks.EndToEnd;

/// <summary>
/// <c>end-to-end [--executable PATH] [--runs N]</c>: the operator against kubectl on a real API server. Targets: no slower than
/// <c>kubectl apply --server-side</c> of the same objects, and at most two requests for each object.
/// </summary>
internal static class EndToEndCommand
{
    internal static async Task<int> RunAsync(string[] options)
    {
        if (RealServer.Missing is { } missing)
        {
            await Console.Error.WriteLineAsync(missing);
            return 1;
        }

        var runs = int.Parse(Option(options, "--runs") ?? "7", CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("end-to-end-").FullName;
        try
        {
            await using var stage = await Stage.SetUpAsync();
            await File.WriteAllTextAsync(Path.Combine(folder, "kubeconfig"), stage.Kubeconfig);
            await CompareAsync(stage, new Contender(stage, folder, Option(options, "--executable")), new Kubectl(stage, folder), runs);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CompareAsync(Stage stage, Contender contender, Kubectl kubectl, int runs)
    {
        var (ours, theirs) = (new List<Result>(), new List<TimeSpan>());

        // One of each first: compilation and kubectl's discovery cache are not what is measured.
        await contender.RunAsync();
        await stage.ClearAsync();
        var (_, theirRequests) = await kubectl.RunAsync(count: true);
        await stage.ClearAsync();
        for (var run = 0; run < runs; run++)
        {
            ours.Add(await contender.RunAsync());
            await stage.ClearAsync();
            theirs.Add((await kubectl.RunAsync(count: false)).Time);
            await stage.ClearAsync();
        }

        Print(stage, ours, theirs, theirRequests);
    }

    private static void Print(Stage stage, List<Result> ours, List<TimeSpan> theirs, int theirRequests)
    {
        var (our, their) = (Median(ours.Select(o => o.Time)), Median(theirs));
        var typical = ours.OrderBy(o => o.Requests).ElementAt(ours.Count / 2);
        var objects = stage.Objects.Count;
        Console.WriteLine(
            $"objects rendered            {objects}, with the operator's own record {objects + 1}; {ours.Count} runs each, medians"
        );
        Console.WriteLine($"operator, creation to last  {our.TotalMilliseconds, 6:0} ms   ({Spread(ours.Select(o => o.Time))})");
        Console.WriteLine($"kubectl apply --server-side {their.TotalMilliseconds, 6:0} ms   ({Spread(theirs)})");
        Console.WriteLine($"ratio                       {our / their, 6:0.00}");
        Console.WriteLine(
            $"operator's requests         {typical.Requests, 6}      {(double)typical.Requests / objects:0.0} for each object: {Words(typical.UntilLast)}; then {Words(typical.Afterwards)}"
        );
        Console.WriteLine($"kubectl's requests          {theirRequests, 6}      {(double)theirRequests / objects:0.0} for each object");
        Console.WriteLine(
            $"machine                     {Environment.ProcessorCount} processors, {Environment.OSVersion}, .NET {Environment.Version}"
        );
    }

    private static string Words(IReadOnlyDictionary<string, int> requests) => string.Join(", ", requests.Select(r => $"{r.Value} {r.Key}"));

    private static TimeSpan Median(IEnumerable<TimeSpan> times) =>
        times.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : default;

    private static string Spread(IEnumerable<TimeSpan> times) =>
        string.Join(' ', times.Select(t => t.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)));

    private static string? Option(string[] options, string name) =>
        Array.IndexOf(options, name) is >= 0 and var at && at + 1 < options.Length ? options[at + 1] : null;
}
