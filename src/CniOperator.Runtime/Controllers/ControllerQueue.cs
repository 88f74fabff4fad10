using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Metrics;
using CniOperator.Runtime.Queues;

namespace CniOperator.Runtime.Controllers;

/// <summary>The queue and the backoff of one controller, with their metrics.</summary>
internal sealed class ControllerQueue<TEntity> : IDisposable
{
    private readonly RetryRateLimiter<ObjectName> _backoff = new();
    private readonly QueueRecorder _recorder;

    public ControllerQueue(string name, OperatorMetrics metrics, TimeProvider clock)
    {
        _recorder = metrics.Queues.Add(name);
        Queue = new WorkQueue<ObjectName>(clock, _recorder);
        _recorder.Observe(Queue);
    }

    public WorkQueue<ObjectName> Queue { get; }

    public void Add(ObjectName key, int priority = 0, TimeSpan delay = default) => Queue.Add(key, priority, delay);

    /// <summary>Hands the key out again after its backoff, or after <paramref name="atMost"/> when that is shorter.</summary>
    public void Retry(ObjectName key, TimeSpan? atMost = null)
    {
        _recorder.Retried();
        var delay = _backoff.Next(key);
        Queue.Add(key, 0, delay > atMost ? atMost.Value : delay);
    }

    public void Forget(ObjectName key) => _backoff.Forget(key);

    public int FailuresOf(ObjectName key) => _backoff.FailuresOf(key);

    public void Dispose() => Queue.Dispose();
}
