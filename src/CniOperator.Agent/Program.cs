using System.Runtime.InteropServices;
using CniOperator.Agent.Hosting;

var options = AgentOptions.Parse(args, Environment.GetEnvironmentVariable, out var problem);
if (options is null)
{
    await Console.Error.WriteLineAsync(problem);
    return 2;
}

using var over = new CancellationTokenSource();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
await new AgentHost(options, TimeProvider.System, Console.Error.WriteLine).RunAsync(over.Token);
return 0;

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    over.Cancel();
}
