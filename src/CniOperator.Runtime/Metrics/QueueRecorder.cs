using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Queues;

namespace CniOperator.Runtime.Metrics;

/// <summary>Records what happens in the work queue of one controller.</summary>
/// <param name="metrics">The instruments.</param>
/// <param name="controller">The controller's name.</param>
internal sealed class QueueRecorder(QueueMetrics metrics, string controller) : IQueueObserver
{
    private WorkQueue<ObjectName>? _queue;

    /// <summary>The labels that all its series have: <c>name</c> and <c>controller</c>, as controller-runtime has them.</summary>
    public KeyValuePair<string, object?> Name { get; } = new("name", controller);

    public KeyValuePair<string, object?> Controller { get; } = new("controller", controller);

    /// <summary>Measures a queue's state from now on, whenever it is asked for.</summary>
    public void Observe(WorkQueue<ObjectName> queue) => _queue = queue;

    /// <summary>How many keys wait, by priority; each priority that the engine uses is there.</summary>
    public SortedDictionary<int, int> Depths()
    {
        var depths = new SortedDictionary<int, int> { [0] = 0, [WorkQueue<ObjectName>.LowPriority] = 0 };
        foreach (var (priority, depth) in _queue?.Depths ?? new Dictionary<int, int>())
            depths[priority] = depth;
        return depths;
    }

    /// <summary>For how long each key that is being worked on has been.</summary>
    public IReadOnlyList<TimeSpan> Working() => _queue?.Working ?? [];

    public void Added() => metrics.Adds.Add(1, Name, Controller);

    public void HandedOut(TimeSpan waited) => metrics.Latency.Record(waited.TotalSeconds, Name, Controller);

    public void Done(TimeSpan worked) => metrics.WorkDuration.Record(worked.TotalSeconds, Name, Controller);

    /// <summary>A key was put back after a failure.</summary>
    public void Retried() => metrics.Retries.Add(1, Name, Controller);
}
