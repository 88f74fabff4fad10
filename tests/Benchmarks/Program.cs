using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(CniOperator.Benchmarks.WatchDecodeBenchmark).Assembly).Run(args);
