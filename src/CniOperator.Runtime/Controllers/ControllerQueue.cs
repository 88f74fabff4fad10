using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Metrics;
using CniOperator.Runtime.Queues;

namespace CniOperator.Runtime.Controllers;

/// <summary>The queue and the backoff of one controller, with their metrics.</summary>
internal sealed class ControllerQueue<TEntity> : IDisposable
{
    private readonly RetryRateLimiter<ObjectName> _backoff = new();
    private readonly OperatorMetrics _metrics;
    private readonly string _name;

    public ControllerQueue(string name, OperatorMetrics metrics, TimeProvider clock)
    {
        (_name, _metrics) = (name, metrics);
        Queue = new WorkQueue<ObjectName>(clock, new Observer(this));
        metrics.Registry.OnCollect(Collect);
    }

    public WorkQueue<ObjectName> Queue { get; }

    public void Add(ObjectName key, int priority = 0, TimeSpan delay = default) => Queue.Add(key, priority, delay);

    /// <summary>Hands the key out again after its backoff, or after <paramref name="atMost"/> when that is shorter.</summary>
    public void Retry(ObjectName key, TimeSpan? atMost = null)
    {
        _metrics.QueueRetries.Add(1, _name, _name);
        var delay = _backoff.Next(key);
        Queue.Add(key, 0, delay > atMost ? atMost.Value : delay);
    }

    public void Forget(ObjectName key) => _backoff.Forget(key);

    public int FailuresOf(ObjectName key) => _backoff.FailuresOf(key);

    public void Dispose() => Queue.Dispose();

    private void Collect()
    {
        foreach (var priority in (int[])[0, WorkQueue<ObjectName>.LowPriority])
        {
            _metrics.QueueDepth.Set(
                Queue.Depths.GetValueOrDefault(priority),
                _name,
                _name,
                priority.ToString(System.Globalization.CultureInfo.InvariantCulture)
            );
        }

        var working = Queue.Working;
        _metrics.Unfinished.Set(working.Sum(w => w.TotalSeconds), _name, _name);
        _metrics.LongestRunning.Set(working.Count == 0 ? 0 : working.Max(w => w.TotalSeconds), _name, _name);
    }

    private sealed class Observer(ControllerQueue<TEntity> owner) : IQueueObserver
    {
        public void Added() => owner._metrics.QueueAdds.Add(1, owner._name, owner._name);

        public void HandedOut(TimeSpan waited) => owner._metrics.QueueLatency.Observe(waited.TotalSeconds, owner._name, owner._name);

        public void Done(TimeSpan worked) => owner._metrics.WorkDuration.Observe(worked.TotalSeconds, owner._name, owner._name);
    }
}
