using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace CniOperator.Runtime.Metrics;

/// <summary>What is measured of controllers: <c>controller_runtime_*</c>.</summary>
internal sealed class ControllerMetrics
{
    private static readonly double[] Seconds =
    [
        .. (double[])[0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9],
        .. (double[])[1, 1.25, 1.5, 2, 2.5, 3, 5, 10, 30, 60],
    ];

    private readonly PrometheusText _text;
    private ReconcileRecorder[] _recorders = [];

    public ControllerMetrics(Meter meter, PrometheusText text)
    {
        _text = text;
        Total = Counter(meter, "controller_runtime_reconcile_total", "Total number of reconciliations per controller");
        Errors = Counter(meter, "controller_runtime_reconcile_errors_total", "Total number of reconciliation errors per controller");
        TerminalErrors = Counter(
            meter,
            "controller_runtime_terminal_reconcile_errors_total",
            "Total number of terminal reconciliation errors per controller"
        );
        Panics = Counter(
            meter,
            "controller_runtime_reconcile_panics_total",
            "Total number of reconciliations that failed with an unexpected exception"
        );
        Timeouts = Counter(meter, "controller_runtime_reconcile_timeouts_total", "Total number of reconciliations that took too long");
        Time = meter.CreateHistogram(
            "controller_runtime_reconcile_time_seconds",
            null,
            "Length of time per reconciliation per controller",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds }
        );
        meter.CreateObservableGauge(
            "controller_runtime_max_concurrent_reconciles",
            () => Of(r => r.MaxConcurrent),
            null,
            "Maximum number of concurrent reconciles per controller"
        );
        meter.CreateObservableGauge(
            "controller_runtime_active_workers",
            () => Of(r => r.ActiveWorkers),
            null,
            "Number of currently used workers per controller"
        );
    }

    internal Counter<long> Total { get; }

    internal Counter<long> Errors { get; }

    internal Counter<long> TerminalErrors { get; }

    internal Counter<long> Panics { get; }

    internal Counter<long> Timeouts { get; }

    internal Histogram<double> Time { get; }

    /// <summary>Makes all series of a controller appear, at zero.</summary>
    public ReconcileRecorder Add(string controller, int maxConcurrent)
    {
        var recorder = new ReconcileRecorder(this, controller, maxConcurrent);
        foreach (var result in ReconcileResults.All)
            Total.Add(0, recorder.Controller, new("result", result));
        foreach (var counter in (Counter<long>[])[Errors, TerminalErrors, Panics, Timeouts])
            counter.Add(0, recorder.Controller);
        _text.Touch(Time, recorder.Controller);
        ImmutableInterlocked.Update(ref _recorders, (recorders, added) => [.. recorders, added], recorder);
        return recorder;
    }

    private static Counter<long> Counter(Meter meter, string name, string help) => meter.CreateCounter<long>(name, null, help);

    private IEnumerable<Measurement<int>> Of(Func<ReconcileRecorder, int> value) =>
        _recorders.Select(r => new Measurement<int>(value(r), r.Controller));
}
