using System.Diagnostics.Metrics;
using CniOperator.Runtime.Client.Http;

namespace CniOperator.Runtime.Metrics;

/// <summary>What is measured of requests to the API server: <c>rest_client_*</c>.</summary>
internal sealed class RequestMetrics(Meter meter)
{
    private static readonly double[] Seconds = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60];

    private readonly Counter<long> _requests = meter.CreateCounter<long>(
        "rest_client_requests_total",
        null,
        "Number of HTTP requests by status code, method and host"
    );

    private readonly Histogram<double> _duration = meter.CreateHistogram(
        "rest_client_request_duration_seconds",
        null,
        "Time until the headers of an answer, by verb and host",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds }
    );

    private readonly Counter<long> _retries = meter.CreateCounter<long>(
        "rest_client_request_retries_total",
        null,
        "Number of request retries by status code, verb and host"
    );

    /// <summary>Counts the requests to one host.</summary>
    public IRequestObserver Of(string host) => new Observer(this, new KeyValuePair<string, object?>("host", host));

    private sealed class Observer(RequestMetrics metrics, KeyValuePair<string, object?> host) : IRequestObserver
    {
        public void Sent(string method, string verb, string code, TimeSpan duration)
        {
            metrics._requests.Add(1, new("code", code), new("method", method), host);
            metrics._duration.Record(duration.TotalSeconds, new("verb", verb.ToUpperInvariant()), host);
        }

        public void Retried(string method, string verb, string code) =>
            metrics._retries.Add(1, new("code", code), new("verb", verb.ToUpperInvariant()), host);
    }
}
