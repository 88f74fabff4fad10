using CniOperator.FaultLab.Faults;
using CniOperator.FaultLab.Network;
using CniOperator.FaultLab.Running;

namespace CniOperator.FaultLab;

/// <summary>Runs the lab and prints its table.</summary>
internal sealed class LabReport(LabOptions options, List<FaultRow> rows)
{
    internal async Task RunAsync(Lab lab, CancellationToken cancellation)
    {
        var start = TimeProvider.System.GetTimestamp();
        lab.Start();
        var runner = new FaultRunner(lab, options.Verbose ? Console.Error.WriteLine : _ => { }, cancellation);
        await runner.StartedAsync();
        Print(
            $"{LabNetwork.NodeCount} nodes as network namespaces, {3 * LabNetwork.NodeCount} real agents, the real verdict engine. "
                + "Rounds are shortened to 1 s (10 s in a cluster), all other times in proportion."
        );
        Print($"{"FAULT", -20} {"VERDICT", -20} {"SUBJECT", -16} {"SECONDS", 7} {"LIMIT", 5}");
        foreach (var fault in options.Faults)
        {
            if (options.Verbose)
                await Console.Error.WriteLineAsync($"{fault.Name}: {fault.What}");
            Add(await runner.RunAsync(fault));
        }
        foreach (var row in await runner.EndAsync())
            Add(row);
        var wrong = rows.Count(r => !r.IsRight);
        Print($"{rows.Count - wrong} right, {wrong} wrong, in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:F0} s");
    }

    private void Add(FaultRow row)
    {
        rows.Add(row);
        Print($"{row.Fault, -20} {row.Verdict, -20} {row.Subject, -16} {row.Seconds, 7:F1} {row.Limit, 5}  {Mark(row)}");
    }

    private static string Mark(FaultRow row) => row.IsRight ? "ok" : $"WRONG: expected {row.Expected}; {row.Wrong}";

    private void Print(string line)
    {
        if (!options.Json)
            Console.WriteLine(line);
    }
}
