using CniOperator.Runtime.Client.Http;

namespace CniOperator.Runtime.Metrics;

/// <summary>
/// The engine's metrics under controller-runtime's names, so that existing dashboards and alerts fit, and a registry for further ones.
/// </summary>
public sealed class OperatorMetrics
{
    private static readonly double[] ReconcileBuckets =
    [
        0.005,
        0.01,
        0.025,
        0.05,
        0.1,
        0.15,
        0.2,
        0.25,
        0.3,
        0.35,
        0.4,
        0.45,
        0.5,
        0.6,
        0.7,
        0.8,
        0.9,
        1,
        1.25,
        1.5,
        2,
        2.5,
        3,
        5,
        10,
        30,
        60,
    ];

    private static readonly double[] RequestBuckets = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60];

    private static readonly double[] QueueBuckets = [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100, 1000];

    /// <summary>Creates the metrics in a registry of their own.</summary>
    public OperatorMetrics()
    {
        string[] controller = ["controller"];
        string[] queue = ["name", "controller"];
        ReconcileTotal = Registry.Counter(
            "controller_runtime_reconcile_total",
            "Total number of reconciliations per controller",
            "controller",
            "result"
        );
        ReconcileErrors = Registry.Counter(
            "controller_runtime_reconcile_errors_total",
            "Total number of reconciliation errors per controller",
            controller
        );
        TerminalErrors = Registry.Counter(
            "controller_runtime_terminal_reconcile_errors_total",
            "Total number of terminal reconciliation errors per controller",
            controller
        );
        ReconcilePanics = Registry.Counter(
            "controller_runtime_reconcile_panics_total",
            "Total number of reconciliations that failed with an unexpected exception",
            controller
        );
        ReconcileTimeouts = Registry.Counter(
            "controller_runtime_reconcile_timeouts_total",
            "Total number of reconciliations that took too long",
            controller
        );
        ReconcileTime = Registry.Histogram(
            "controller_runtime_reconcile_time_seconds",
            "Length of time per reconciliation per controller",
            ReconcileBuckets,
            controller
        );
        MaxConcurrent = Registry.Gauge(
            "controller_runtime_max_concurrent_reconciles",
            "Maximum number of concurrent reconciles per controller",
            controller
        );
        ActiveWorkers = Registry.Gauge("controller_runtime_active_workers", "Number of currently used workers per controller", controller);
        QueueDepth = Registry.Gauge("workqueue_depth", "Current depth of the work queue", "name", "controller", "priority");
        QueueAdds = Registry.Counter("workqueue_adds_total", "Total number of adds handled by the work queue", queue);
        QueueRetries = Registry.Counter("workqueue_retries_total", "Total number of retries handled by the work queue", queue);
        QueueLatency = Registry.Histogram(
            "workqueue_queue_duration_seconds",
            "How long an item stays in the work queue before it is handed out",
            QueueBuckets,
            queue
        );
        WorkDuration = Registry.Histogram(
            "workqueue_work_duration_seconds",
            "How long processing an item from the work queue takes",
            QueueBuckets,
            queue
        );
        Unfinished = Registry.Gauge(
            "workqueue_unfinished_work_seconds",
            "How long the items in progress have been worked on, summed up",
            queue
        );
        LongestRunning = Registry.Gauge(
            "workqueue_longest_running_processor_seconds",
            "How long the item in progress that began first has been worked on",
            queue
        );
        Requests = Registry.Counter(
            "rest_client_requests_total",
            "Number of HTTP requests by status code, method and host",
            "code",
            "method",
            "host"
        );
        RequestDuration = Registry.Histogram(
            "rest_client_request_duration_seconds",
            "Time until the headers of an answer, by verb and host",
            RequestBuckets,
            "verb",
            "host"
        );
        RequestRetries = Registry.Counter(
            "rest_client_request_retries_total",
            "Number of request retries by status code, verb and host",
            "code",
            "verb",
            "host"
        );
        MasterStatus = Registry.Gauge(
            "leader_election_master_status",
            "Whether this process leads: 1 if it does, 0 if it stands by",
            "name"
        );
    }

    /// <summary>The registry; register domain metrics here.</summary>
    public MetricRegistry Registry { get; } = new();

    internal Metric ReconcileTotal { get; }

    internal Metric ReconcileErrors { get; }

    internal Metric TerminalErrors { get; }

    internal Metric ReconcilePanics { get; }

    internal Metric ReconcileTimeouts { get; }

    internal Histogram ReconcileTime { get; }

    internal Metric MaxConcurrent { get; }

    internal Metric ActiveWorkers { get; }

    internal Metric QueueDepth { get; }

    internal Metric QueueAdds { get; }

    internal Metric QueueRetries { get; }

    internal Histogram QueueLatency { get; }

    internal Histogram WorkDuration { get; }

    internal Metric Unfinished { get; }

    internal Metric LongestRunning { get; }

    internal Metric Requests { get; }

    internal Histogram RequestDuration { get; }

    internal Metric RequestRetries { get; }

    internal Metric MasterStatus { get; }

    /// <summary>Makes all series of a controller and its queue appear with zero.</summary>
    internal void Initialise(string controller, int maxConcurrent)
    {
        foreach (var result in ReconcileResults.All)
            ReconcileTotal.Add(0, controller, result);
        foreach (var metric in (Metric[])[ReconcileErrors, TerminalErrors, ReconcilePanics, ReconcileTimeouts, ActiveWorkers])
            metric.Add(0, controller);
        ReconcileTime.Touch(controller);
        MaxConcurrent.Set(maxConcurrent, controller);
        foreach (var metric in (Metric[])[QueueAdds, QueueRetries, Unfinished, LongestRunning])
            metric.Add(0, controller, controller);
        QueueLatency.Touch(controller, controller);
        WorkDuration.Touch(controller, controller);
        QueueDepth.Set(0, controller, controller, "0");
    }

    /// <summary>Counts the requests to one host.</summary>
    internal IRequestObserver ObserverOf(string host) => new RequestObserver(this, host);

    private sealed class RequestObserver(OperatorMetrics metrics, string host) : IRequestObserver
    {
        public void Sent(string method, string verb, string code, TimeSpan duration)
        {
            metrics.Requests.Add(1, code, method, host);
            metrics.RequestDuration.Observe(duration.TotalSeconds, verb.ToUpperInvariant(), host);
        }

        public void Retried(string method, string verb, string code) => metrics.RequestRetries.Add(1, code, verb.ToUpperInvariant(), host);
    }
}
