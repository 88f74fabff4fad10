using CniOperator.Commands;
using CniOperator.Output;

return await CommandLine.RunAsync(args, CommandIo.OfProcess(), CancellationToken.None);
