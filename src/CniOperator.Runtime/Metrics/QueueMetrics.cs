using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace CniOperator.Runtime.Metrics;

/// <summary>What is measured of work queues: <c>workqueue_*</c>.</summary>
internal sealed class QueueMetrics
{
    private static readonly double[] Seconds = [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100, 1000];

    private readonly PrometheusText _text;
    private QueueRecorder[] _recorders = [];

    public QueueMetrics(Meter meter, PrometheusText text)
    {
        _text = text;
        Adds = meter.CreateCounter<long>("workqueue_adds_total", null, "Total number of adds handled by the work queue");
        Retries = meter.CreateCounter<long>("workqueue_retries_total", null, "Total number of retries handled by the work queue");
        Latency = Histogram(meter, "workqueue_queue_duration_seconds", "How long an item stays in the work queue before it is handed out");
        WorkDuration = Histogram(meter, "workqueue_work_duration_seconds", "How long processing an item from the work queue takes");
        meter.CreateObservableGauge("workqueue_depth", Depths, null, "Current depth of the work queue");
        meter.CreateObservableGauge(
            "workqueue_unfinished_work_seconds",
            () => Working(work => work.Sum(w => w.TotalSeconds)),
            null,
            "How long the items in progress have been worked on, summed up"
        );
        meter.CreateObservableGauge(
            "workqueue_longest_running_processor_seconds",
            () => Working(work => work.Count == 0 ? 0 : work.Max(w => w.TotalSeconds)),
            null,
            "How long the item in progress that began first has been worked on"
        );
    }

    internal Counter<long> Adds { get; }

    internal Counter<long> Retries { get; }

    internal Histogram<double> Latency { get; }

    internal Histogram<double> WorkDuration { get; }

    /// <summary>Makes all series of a controller's queue appear, at zero.</summary>
    public QueueRecorder Add(string controller)
    {
        var recorder = new QueueRecorder(this, controller);
        Adds.Add(0, recorder.Name, recorder.Controller);
        Retries.Add(0, recorder.Name, recorder.Controller);
        _text.Touch(Latency, recorder.Name, recorder.Controller);
        _text.Touch(WorkDuration, recorder.Name, recorder.Controller);
        ImmutableInterlocked.Update(ref _recorders, (recorders, added) => [.. recorders, added], recorder);
        return recorder;
    }

    private static Histogram<double> Histogram(Meter meter, string name, string help) =>
        meter.CreateHistogram(name, null, help, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });

    private IEnumerable<Measurement<int>> Depths() =>
        from recorder in _recorders
        let depths = recorder.Depths()
        from depth in depths
        select new Measurement<int>(
            depth.Value,
            recorder.Name,
            recorder.Controller,
            new("priority", depth.Key.ToString(CultureInfo.InvariantCulture))
        );

    private IEnumerable<Measurement<double>> Working(Func<IReadOnlyList<TimeSpan>, double> value) =>
        _recorders.Select(r => new Measurement<double>(value(r.Working()), r.Name, r.Controller));
}
