using System.Diagnostics.Metrics;
using System.Globalization;
using CniOperator.Runtime.Metrics;
using CniOperator.Webhooks.Certificates;

namespace CniOperator.Webhooks;

/// <summary>controller-runtime's metrics of webhooks, there from the start, at zero, and the certificate's end.</summary>
internal sealed class WebhookMetrics
{
    private static readonly KeyValuePair<string, object?> Webhook = new("webhook", WebhookNames.Path);
    private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Histogram<double> _latency;
    private readonly Counter<long> _requests;
    private int _inFlight;

    public WebhookMetrics(OperatorMetrics metrics, ServingCertificate certificate)
    {
        var meter = metrics.Meter;
        _latency = meter.CreateHistogram(
            "controller_runtime_webhook_latency_seconds",
            null,
            "How long processing an admission request takes",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds }
        );
        _requests = meter.CreateCounter<long>(
            "controller_runtime_webhook_requests_total",
            null,
            "Total number of admission requests by HTTP status code"
        );
        meter.CreateObservableGauge(
            "controller_runtime_webhook_requests_in_flight",
            () => new Measurement<int>(Volatile.Read(ref _inFlight), Webhook),
            null,
            "Current number of admission requests being served"
        );
        meter.CreateObservableGauge(
            "cni_operator_webhook_certificate_end_seconds",
            () => certificate.End?.ToUnixTimeSeconds() ?? 0,
            null,
            "When the certificate that is served ends, in Unix time; 0 while there is none"
        );
        metrics.Text.Touch(_latency, Webhook);
        foreach (var code in (int[])[200, 500])
            _requests.Add(0, Webhook, Code(code));
    }

    internal void Begun() => Interlocked.Increment(ref _inFlight);

    internal void Ended(int code, TimeSpan duration)
    {
        Interlocked.Decrement(ref _inFlight);
        _requests.Add(1, Webhook, Code(code));
        _latency.Record(duration.TotalSeconds, Webhook);
    }

    private static KeyValuePair<string, object?> Code(int code) => new("code", code.ToString(CultureInfo.InvariantCulture));
}
