using System.Diagnostics;
using System.Runtime.InteropServices;
using CniOperator.Health.Graph;
using CniOperator.Health.Tests.Simulation;
using CniOperator.Health.Verdicts;

namespace CniOperator.Benchmarks.Health;

/// <summary>
/// <c>health-simulation [--long]</c>: who probes whom and what it means, with the real graph and the real engine over simulated agents.
/// Cost of a graph and of a judgement; precision and recall with up to a fifth of the nodes faulty; time to the first verdict; and what
/// must
/// give no verdict: an idle day, a rolling restart, a scale-down. <c>--long</c> adds the day at 1,000 nodes.
/// </summary>
internal static class HealthSimulationCommand
{
    private static readonly int[] Sizes = [100, 1_000, 5_000];

    internal static int Run(string[] options)
    {
        Console.WriteLine(
            $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores"
        );
        Console.WriteLine("medians and least; processor: mean time on processors of this process, which other load lengthens less");
        Costs();
        Accuracies();
        Times();
        Losses();
        Quiet(options.Contains("--long"));
        return 0;
    }

    private static void Costs()
    {
        Console.WriteLine();
        Console.WriteLine("   nodes | graph ms   least  processor     KB | judgement, faulty %    ms   least  processor     KB");
        foreach (var count in Sizes)
        {
            var cluster = new SimulatedCluster(count, 1);
            var nodes = cluster.Nodes.Select(n => new GraphNode(n.Facts.Id, "")).ToArray();
            var graph = Measure(() => ProbeGraph.Of(nodes, new GraphSettings()));
            foreach (var faulty in new[] { 0, 20 })
            {
                var judged = Judged(count, faulty);
                Console.WriteLine(
                    $"{count, 8} |{graph.Median, 9:0.00}{graph.Least, 8:0.00}{graph.Processor, 11:0.00}{graph.Kilobytes, 7:0} |{faulty, 20}{judged.Median, 9:0.00}{judged.Least, 8:0.00}{judged.Processor, 11:0.00}{judged.Kilobytes, 7:0}"
                );
            }
        }
    }

    private static Cost Judged(int count, int faulty)
    {
        var cluster = new SimulatedCluster(count, 1) { ResidualFailure = 0.001 };
        cluster.RunTo(20);
        for (var i = 0; i < count * faulty / 100; i++)
            cluster.Nodes[i].IsBlocked = true;
        for (var time = 25; time <= 60; time += 5)
        {
            cluster.RunTo(time);
            cluster.Judge();
        }

        var (facts, state) = (cluster.Facts(), cluster.State);
        return Measure(() => VerdictEngine.Judge(facts, state));
    }

    private static void Accuracies()
    {
        Console.WriteLine();
        Console.WriteLine(
            "0.1 % of all edges fail in each round by chance; half of the faulty nodes dead, half with their overlay blocked"
        );
        Console.WriteLine("   nodes | faulty % | runs | right  wrong missed | precision  recall");
        foreach (var count in Sizes)
        {
            foreach (var faulty in new[] { 0.01, 0.05, 0.2 })
            {
                var (sum, runs) = (new Accuracy(), count < 5_000 ? 20 : 4);
                for (var seed = 0; seed < runs; seed++)
                    sum = sum.Plus(Scenarios.Localise(count, faulty, 0.001, seed));
                Console.WriteLine(
                    $"{count, 8} |{100 * faulty, 9:0} |{runs, 5} |{sum.Right, 6}{sum.Wrong, 7}{sum.Missed, 7} |{sum.Precision, 10:0.00000}{sum.Recall, 8:0.00000}"
                );
            }
        }
    }

    private static void Times()
    {
        Console.WriteLine();
        Console.WriteLine("seconds from the fault of one node to its verdict, judged at most twice a second");
        Console.WriteLine("   nodes | fault   | runs |  p50   p99   max | others named");
        foreach (var count in new[] { 100, 1_000 })
        {
            foreach (var dead in new[] { true, false })
            {
                var runs = count == 100 ? 400 : 100;
                var times = Enumerable.Range(0, runs).Select(seed => Scenarios.TimeToVerdict(count, dead, seed)).ToArray();
                var good = times.Where(t => !double.IsNaN(t)).Order().ToArray();
                Console.WriteLine(
                    $"{count, 8} | {(dead ? "dead" : "blocked"), -7} |{runs, 5} |{good[good.Length / 2], 5:0.0}{good[(int)(good.Length * 0.99)], 6:0.0}{good[^1], 6:0.0} |{runs - good.Length, 13}"
                );
            }
        }
    }

    private static void Losses()
    {
        Console.WriteLine();
        Console.WriteLine("minutes until a node that loses packets is named for it, 100 nodes, 20 runs; of what comes in, or each way");
        Console.WriteLine("  loss % | of     |   p50   max | others named");
        foreach (var loss in new[] { 0.3, 0.1, 0.05, 0.03, 0.01, 0.005, 0.003 })
        {
            foreach (var inward in new[] { true, false })
            {
                var runs = Enumerable
                    .Range(0, 20)
                    .Select(s => Scenarios.TimeToLoss(100, loss, inward, s))
                    .OrderBy(r => r.Minutes)
                    .ToArray();
                Console.WriteLine(
                    $"{100 * loss, 8:0.0} | {(inward ? "inward" : "both"), -6} |{runs[10].Minutes, 6:0.0}{runs[^1].Minutes, 6:0.0} |{runs.Sum(r => r.Others), 13}"
                );
            }
        }
    }

    private static void Quiet(bool isLong)
    {
        Console.WriteLine();
        Console.WriteLine("what must give no verdict; 0.1 % of the datagrams are lost");
        Show("idle day, 100 nodes", () => Scenarios.Idle(100, 24, 0.001, 1));
        if (isLong)
            Show("idle day, 1,000 nodes", () => Scenarios.Idle(1_000, 24, 0.001, 1));
        else
            Show("idle hour, 1,000 nodes", () => Scenarios.Idle(1_000, 1, 0.001, 1));
        foreach (var count in new[] { 100, 1_000 })
        {
            Show($"rolling restart, {count:N0} nodes", () => Scenarios.RollingRestart(count, 1));
            Show($"scale-down by a tenth, {count:N0} nodes", () => Scenarios.ScaleDown(count, 1));
        }

        Console.WriteLine();
        Console.WriteLine("what must be one verdict of two zones, or one of the cluster");
        Show("two of three zones split, 150 nodes", () => Scenarios.ZoneSplit(150, 1));
        Show("two of three zones split, 1,500 nodes", () => Scenarios.ZoneSplit(1_500, 1));
        Show("one of three zones off, 1,500 nodes", () => Scenarios.ZoneDown(1_500, 1));
        Show("blackout, 1,000 nodes", () => Scenarios.Blackout(1_000, 1));
        Show("a third split off, 1,000 nodes", () => Scenarios.Split(1_000, 0.33, 1));
    }

    private static void Show(string what, Func<Dictionary<VerdictScope, int>> run)
    {
        var start = Stopwatch.GetTimestamp();
        var verdicts = run();
        var text = verdicts.Count == 0 ? "none" : string.Join(", ", verdicts.OrderBy(v => v.Key).Select(v => $"{v.Value} {v.Key}"));
        Console.WriteLine($"{what, -40} {text}  ({Stopwatch.GetElapsedTime(start).TotalSeconds:0} s of computing)");
    }

    private static Cost Measure(Func<object> work) => Cost.Of(40, () => work, run => run());
}
