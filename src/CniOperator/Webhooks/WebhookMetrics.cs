using System.Globalization;
using CniOperator.Runtime.Metrics;
using CniOperator.Webhooks.Certificates;

namespace CniOperator.Webhooks;

/// <summary>controller-runtime's metrics of webhooks, there from the start, at zero, and the certificate's end.</summary>
internal sealed class WebhookMetrics
{
    private static readonly double[] Buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Histogram _latency;
    private readonly Metric _requests;
    private readonly Metric _inFlight;

    public WebhookMetrics(OperatorMetrics metrics, ServingCertificate certificate)
    {
        var registry = metrics.Registry;
        _latency = registry.Histogram(
            "controller_runtime_webhook_latency_seconds",
            "How long processing an admission request takes",
            Buckets,
            "webhook"
        );
        _requests = registry.Counter(
            "controller_runtime_webhook_requests_total",
            "Total number of admission requests by HTTP status code",
            "webhook",
            "code"
        );
        _inFlight = registry.Gauge(
            "controller_runtime_webhook_requests_in_flight",
            "Current number of admission requests being served",
            "webhook"
        );
        var end = registry.Gauge(
            "cni_operator_webhook_certificate_end_seconds",
            "When the certificate that is served ends, in Unix time; 0 while there is none"
        );
        registry.OnCollect(() => end.Set(certificate.End?.ToUnixTimeSeconds() ?? 0));
        _latency.Touch(WebhookNames.Path);
        _inFlight.Set(0, WebhookNames.Path);
        foreach (var code in (string[])["200", "500"])
            _requests.Add(0, WebhookNames.Path, code);
    }

    internal void Begun() => _inFlight.Add(1, WebhookNames.Path);

    internal void Ended(int code, TimeSpan duration)
    {
        _inFlight.Add(-1, WebhookNames.Path);
        _requests.Add(1, WebhookNames.Path, code.ToString(CultureInfo.InvariantCulture));
        _latency.Observe(duration.TotalSeconds, WebhookNames.Path);
    }
}
