namespace CniOperator.Benchmarks.Reconcile;

/// <summary>
/// <c>no-op-reconcile</c>: what a reconcile costs that finds nothing to do, from the caches to the decision, as each event of a dataplane
/// pod asks for one: with all pods ready, none of them yet, and some or all failing. The cluster is in this process, with nothing in it
/// that moves; allocations are those of the whole process.
/// </summary>
internal static class NoOpReconcileCommand
{
    private const int Batches = 25;

    private static readonly (string Provider, int Nodes, string Pods, Func<int, PodState> StateOf)[] Cases =
    [
        ("flannel", 3, "ready", _ => PodState.Ready),
        ("flannel", 5000, "ready", _ => PodState.Ready),
        ("flannel", 5000, "none yet", _ => PodState.Starting),
        ("flannel", 5000, "1 % fail", i => i % 100 == 0 ? PodState.Failing : PodState.Ready),
        ("flannel", 5000, "all fail", _ => PodState.Failing),
        ("calico", 3, "ready", _ => PodState.Ready),
        ("calico", 5000, "ready", _ => PodState.Ready),
        ("calico", 5000, "all fail", _ => PodState.Failing),
    ];

    private static readonly TimeSpan BatchTime = TimeSpan.FromMilliseconds(200);

    internal static async Task<int> RunAsync()
    {
        Console.WriteLine("provider    nodes pods        median ms    least ms   KB a reconcile");
        foreach (var (provider, nodes, pods, stateOf) in Cases)
        {
            await using var cluster = await StillCluster.StartAsync(nodes);
            await using var settled = await SettledOperator.StartAsync(cluster, provider, stateOf);
            var (times, bytes) = await MeasureAsync(settled);
            Console.WriteLine(
                $"{provider, -8} {nodes, 8} {pods, -8} {times[times.Count / 2], 11:0.000} {times[0], 11:0.000} {bytes / 1024.0, 16:0.0}"
            );
        }

        return 0;
    }

    private static async Task<(List<double> Times, long Bytes)> MeasureAsync(SettledOperator settled)
    {
        // Until the compiler has optimised what runs often.
        for (var i = 0; i < 3; i++)
            await BatchAsync(settled);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var (times, count) = (new List<double>(), 0);
        for (var i = 0; i < Batches; i++)
        {
            var (time, reconciles) = await BatchAsync(settled);
            times.Add(time.TotalMilliseconds / reconciles);
            count += reconciles;
        }

        times.Sort();
        return (times, (GC.GetTotalAllocatedBytes(precise: true) - before) / count);
    }

    private static async Task<(TimeSpan Time, int Reconciles)> BatchAsync(SettledOperator settled)
    {
        var begun = TimeProvider.System.GetTimestamp();
        for (var reconciles = 1; ; reconciles++)
        {
            await settled.ReconcileAsync();
            var time = TimeProvider.System.GetElapsedTime(begun);
            if (time >= BatchTime)
                return (time, reconciles);
        }
    }
}
