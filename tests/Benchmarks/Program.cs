using BenchmarkDotNet.Running;
using CniOperator.Benchmarks.EndToEnd;

if (args is ["end-to-end", .. var options]) return await EndToEndCommand.RunAsync(options);
BenchmarkSwitcher.FromAssembly(typeof(CniOperator.Benchmarks.WatchDecodeBenchmark).Assembly).Run(args);
return 0;
