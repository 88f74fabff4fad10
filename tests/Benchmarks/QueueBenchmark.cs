using BenchmarkDotNet.Attributes;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Queues;

namespace CniOperator.Benchmarks;

/// <summary>A key through the work queue: added twice, taken, done; with 1,000 others waiting for their time.</summary>
[MemoryDiagnoser]
public class QueueBenchmark : IDisposable
{
    private readonly WorkQueue<ObjectName> _queue = new(TimeProvider.System);
    private readonly ObjectName _key = new("kube-flannel", "kube-flannel-ds");

    /// <summary>Adds the keys that wait.</summary>
    [GlobalSetup]
    public void Fill()
    {
        for (var i = 0; i < 1000; i++)
            _queue.Add(new ObjectName(null, $"waiting-{i}"), 0, TimeSpan.FromHours(1));
    }

    /// <summary>One round.</summary>
    [Benchmark]
    public bool Round()
    {
        _queue.Add(_key);
        _queue.Add(_key);
        var (found, key) = _queue.TakeAsync(CancellationToken.None).GetAwaiter().GetResult();
        _queue.Done(key);
        return found;
    }

    /// <summary>Ends the queue's timer.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _queue.Dispose();
        GC.SuppressFinalize(this);
    }
}
