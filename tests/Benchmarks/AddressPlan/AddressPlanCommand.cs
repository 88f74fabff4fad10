using System.Runtime.InteropServices;
using CniOperator.Core.AddressPlan.Nodes;

namespace CniOperator.Benchmarks.AddressPlan;

/// <summary>
/// <c>address-plan</c>: what an examination costs, from 10 to 65,536 nodes of two families, and after a change of one node. Targets: 5,000
/// under 10 ms and 5 MB, 65,536 under 150 ms, a change at 5,000 under 1 ms; time by n log n stays level.
/// </summary>
internal static class AddressPlanCommand
{
    private const int WarmUps = 20;

    internal static int Run()
    {
        Console.WriteLine(
            $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores"
        );
        Console.WriteLine(
            $"medians and least of {Cost.Runs} runs after warming up; an index from scratch and an examination of it, then both after a change of one node"
        );
        Console.WriteLine(
            "processor: mean time on processors of this process in user mode and kernel, which other load on the machine lengthens less than the clock's"
        );
        Console.WriteLine();
        Console.WriteLine(
            "   nodes |  scratch ms    least  processor       KB   ns/(n log n) |  one change ms    least  processor       KB"
        );
        // Compiled code, before anything is measured.
        var warm = new Fleet(5000);
        for (var i = 0; i < 100; i++)
            Fleet.Examine(NodeIndex.Empty.With(warm.Nodes).With(warm.WithOneChanged()));
        foreach (var count in new[] { 10, 100, 1_000, 5_000, 10_000, 20_000, 40_000, 65_536 })
            Measure(count);
        return 0;
    }

    private static void Measure(int count)
    {
        var fleet = new Fleet(count);
        var index = NodeIndex.Empty.With(fleet.Nodes);
        if (
            Fleet
                .Examine(index)
                .Findings.FirstOrDefault(f => f.Rule.Id is not ("addresses/capacity-full" or "addresses/capacity-exceeded")) is
            { } unexpected
        )
            throw new InvalidOperationException($"{unexpected}");
        var scratch = Cost.Of(WarmUps, () => fleet.Nodes, nodes => Fleet.Examine(NodeIndex.Empty.With(nodes)));
        var change = Cost.Of(WarmUps, fleet.WithOneChanged, nodes => Fleet.Examine(index.With(nodes)));
        Console.WriteLine(
            $"{count, 8} |{scratch.Median, 12:0.000}{scratch.Least, 9:0.000}{scratch.Processor, 11:0.000}{scratch.Kilobytes, 9:0}{scratch.Processor * 1e6 / (count * Math.Log2(count)), 15:0.0} |"
                + $"{change.Median, 15:0.000}{change.Least, 9:0.000}{change.Processor, 11:0.000}{change.Kilobytes, 9:0}"
        );
    }
}
