using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CniOperator.Runtime.Metrics;
using CniOperator.Runtime.Tests.Support;

namespace CniOperator.Runtime.Tests;

public sealed class MetricsTests : IDisposable
{
    private readonly Meter _meter = new("test");
    private readonly PrometheusText _text;

    public MetricsTests() => _text = new PrometheusText(_meter);

    public void Dispose()
    {
        _text.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Metrics_are_written_in_the_Prometheus_text_format()
    {
        var counter = _meter.CreateCounter<long>("b_total", null, "Counts \\ things\nwell");
        counter.Add(2, new KeyValuePair<string, object?>("who", "a\"b\\c\nd"));
        counter.Add(0, new KeyValuePair<string, object?>("who", "z"));
        _meter.CreateObservableGauge("a_gauge", () => 1.5, null, "Level");
        var histogram = Histogram("c_seconds", "Time");
        foreach (var value in (double[])[0.05, 0.1, 7])
            histogram.Record(value, new KeyValuePair<string, object?>("verb", "GET"));
        Assert.Equal(
            """
            # HELP a_gauge Level
            # TYPE a_gauge gauge
            a_gauge 1.5
            # HELP b_total Counts \\ things\nwell
            # TYPE b_total counter
            b_total{who="a\"b\\c\nd"} 2
            b_total{who="z"} 0
            # HELP c_seconds Time
            # TYPE c_seconds histogram
            c_seconds_bucket{verb="GET",le="0.1"} 2
            c_seconds_bucket{verb="GET",le="1"} 2
            c_seconds_bucket{verb="GET",le="+Inf"} 3
            c_seconds_sum{verb="GET"} 7.15
            c_seconds_count{verb="GET"} 3

            """,
            Written()
        );
    }

    [Fact]
    public void Gauges_go_up_and_down_and_series_that_are_not_reported_any_more_are_gone()
    {
        var seats = _meter.CreateUpDownCounter<long>("a_seats", null, "Seats");
        seats.Add(3);
        seats.Add(-1);
        _meter.CreateGauge<double>("b_level", null, "Level").Record(-0.5);
        string[] there = ["x", "y"];
        _meter.CreateObservableCounter("c_total", () =>
            there.Select(t => new Measurement<long>(7, new KeyValuePair<string, object?>("t", t)))
        );
        Assert.Equal(["a_seats 2", "b_level -0.5", "c_total{t=\"x\"} 7", "c_total{t=\"y\"} 7"], Series());
        there = ["y"];
        Assert.Equal(["a_seats 2", "b_level -0.5", "c_total{t=\"y\"} 7"], Series());
    }

    [Fact]
    public void A_histogram_that_was_only_touched_is_there_with_zero()
    {
        var histogram = Histogram("c_seconds", "Time");
        _text.Touch(histogram);
        Assert.Equal(
            [
                "c_seconds_bucket{le=\"0.1\"} 0",
                "c_seconds_bucket{le=\"1\"} 0",
                "c_seconds_bucket{le=\"+Inf\"} 0",
                "c_seconds_sum 0",
                "c_seconds_count 0",
            ],
            Series()
        );
        using var other = new Meter("test");
        Assert.Throws<ArgumentException>(() => _text.Touch(other.CreateHistogram<double>("c_seconds")));
    }

    [Fact]
    public void All_series_of_a_controller_are_there_with_zero_before_anything_happened()
    {
        using var metrics = new OperatorMetrics();
        metrics.Controllers.Add("widget", 4);
        metrics.Queues.Add("widget");
        using var text = new StringWriter();
        metrics.Text.WriteTo(text);
        foreach (
            var line in (string[])
                [
                    "controller_runtime_reconcile_total{controller=\"widget\",result=\"error\"} 0",
                    "controller_runtime_reconcile_errors_total{controller=\"widget\"} 0",
                    "controller_runtime_terminal_reconcile_errors_total{controller=\"widget\"} 0",
                    "controller_runtime_reconcile_time_seconds_count{controller=\"widget\"} 0",
                    "controller_runtime_max_concurrent_reconciles{controller=\"widget\"} 4",
                    "controller_runtime_active_workers{controller=\"widget\"} 0",
                    "workqueue_depth{name=\"widget\",controller=\"widget\",priority=\"0\"} 0",
                    "workqueue_retries_total{name=\"widget\",controller=\"widget\"} 0",
                    "workqueue_unfinished_work_seconds{name=\"widget\",controller=\"widget\"} 0",
                ]
        )
            Assert.Contains(line + "\n", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_counter_that_goes_down_and_a_name_that_is_taken_are_errors()
    {
        var counter = _meter.CreateCounter<long>("x_total", null, "x");
        Assert.Same(counter, _meter.CreateCounter<long>("x_total", null, "x"));
        counter.Add(1, new KeyValuePair<string, object?>("a", "v"));
        Assert.Throws<ArgumentException>(() => counter.Add(-1, new KeyValuePair<string, object?>("a", "v")));
        Assert.Throws<ArgumentException>(() => counter.Add(1));
        Assert.Throws<ArgumentException>(() => counter.Add(1, new KeyValuePair<string, object?>("b", "v")));
        Assert.Throws<ArgumentException>(() => _meter.CreateGauge<long>("x_total", null, "x"));
    }

    [Fact]
    public async Task Any_listener_receives_what_a_running_operator_measures()
    {
        await using var bench = new OperatorBench();
        var received = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == OperatorMetrics.MeterName && instrument.Meter.Scope == bench.Metrics)
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((i, value, _, _) => received.AddOrUpdate(i.Name, value, (_, sum) => sum + value));
        listener.SetMeasurementEventCallback<int>((i, value, _, _) => received[i.Name] = value);
        listener.SetMeasurementEventCallback<double>((i, value, _, _) => received[i.Name] = value);
        listener.Start();
        bench.Server.Put(Bench.Path("a"));
        bench.Start();
        await bench.UntilAsync(() => received.GetValueOrDefault("controller_runtime_reconcile_total") == 1);
        listener.RecordObservableInstruments();
        Assert.InRange(received["rest_client_requests_total"], 1, 100);
        Assert.Equal(1, received["workqueue_adds_total"]);
        Assert.Contains("controller_runtime_reconcile_time_seconds", received);
        Assert.Equal(4, received["controller_runtime_max_concurrent_reconciles"]);
        Assert.Equal(0, received["workqueue_depth"]);
    }

    private Histogram<double> Histogram(string name, string help) =>
        _meter.CreateHistogram(name, null, help, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });

    private string Written()
    {
        using var text = new StringWriter();
        _text.WriteTo(text);
        return text.ToString();
    }

    private IEnumerable<string> Series() => Written().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#');
}
