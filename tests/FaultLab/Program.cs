using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using CniOperator.FaultLab;
using CniOperator.FaultLab.Faults;
using CniOperator.FaultLab.Network;
using CniOperator.FaultLab.Running;

// As test programs say that they were skipped.
const int CannotRun = 77;

var options = LabOptions.Parse(args, out var problem);
if (options is null)
{
    await Console.Error.WriteLineAsync(problem);
    return 2;
}
if (options.List)
{
    foreach (var fault in options.Faults)
        Console.WriteLine($"{fault.Name, -20} {fault.What}");
    return 0;
}
if (Requirements.Missing() is { Length: > 0 } missing)
{
    await Console.Error.WriteLineAsync(missing);
    return CannotRun;
}

using var over = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
var rows = new List<FaultRow>();
using (var lab = new Lab())
{
    try
    {
        await new LabReport(options, rows).RunAsync(lab, over.Token);
    }
    catch (OperationCanceledException)
    {
        await Console.Error.WriteLineAsync("interrupted; everything is removed");
        return 130;
    }
    catch (LabException error)
    {
        await Console.Error.WriteLineAsync(error.Message);
        return 1;
    }
}
if (options.Json)
    Console.WriteLine(new JsonArray([.. rows.Select(r => r.ToJson())]).ToString());
return rows.All(r => r.IsRight) ? 0 : 1;

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    over.Cancel();
}
