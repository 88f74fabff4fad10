using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using CniOperator.Benchmarks;
using CniOperator.Benchmarks.AddressPlan;
using CniOperator.Benchmarks.EndToEnd;
using CniOperator.Benchmarks.Health;
using CniOperator.Benchmarks.Reconcile;
using Perfolizer.Horology;

if (args is ["address-plan"])
    return AddressPlanCommand.Run();
if (args is ["health-simulation", .. var health])
    return HealthSimulationCommand.Run(health);
if (args is ["report-desk"])
    return ReportDeskCommand.Run();
if (args is ["no-op-reconcile"])
    return await NoOpReconcileCommand.RunAsync();
if (args is ["end-to-end", .. var options])
    return await EndToEndCommand.RunAsync(options);

// Median and least: the machine may be shared. In this process: no project has to be generated, restored and built for each run.
var job = Job
    .Default.WithToolchain(InProcessEmitToolchain.Instance)
    .WithIterationTime(TimeInterval.FromMilliseconds(200))
    .WithWarmupCount(8)
    .WithIterationCount(15);
BenchmarkSwitcher
    .FromAssembly(typeof(WatchDecodeBenchmark).Assembly)
    .Run(args, DefaultConfig.Instance.AddJob(job).AddColumn(StatisticColumn.Median, StatisticColumn.Min));
return 0;
