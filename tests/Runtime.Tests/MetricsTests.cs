using CniOperator.Runtime.Metrics;

namespace CniOperator.Runtime.Tests;

public class MetricsTests
{
    [Fact]
    public void Metrics_are_written_in_the_Prometheus_text_format()
    {
        var registry = new MetricRegistry();
        var counter = registry.Counter("b_total", "Counts \\ things\nwell", "who");
        counter.Add(2, "a\"b\\c\nd");
        counter.Add(0, "z");
        registry.Gauge("a_gauge", "Level").Set(1.5);
        var histogram = registry.Histogram("c_seconds", "Time", [0.1, 1], "verb");
        histogram.Observe(0.05, "GET");
        histogram.Observe(0.1, "GET");
        histogram.Observe(7, "GET");
        using var text = new StringWriter();
        registry.WriteTo(text);
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
            text.ToString()
        );
    }

    [Fact]
    public void All_series_of_a_controller_are_there_with_zero_before_anything_happened()
    {
        var metrics = new OperatorMetrics();
        metrics.Initialise("widget", 4);
        using var text = new StringWriter();
        metrics.Registry.WriteTo(text);
        foreach (
            var line in (string[])
                [
                    "controller_runtime_reconcile_total{controller=\"widget\",result=\"error\"} 0",
                    "controller_runtime_reconcile_errors_total{controller=\"widget\"} 0",
                    "controller_runtime_terminal_reconcile_errors_total{controller=\"widget\"} 0",
                    "controller_runtime_reconcile_time_seconds_count{controller=\"widget\"} 0",
                    "controller_runtime_max_concurrent_reconciles{controller=\"widget\"} 4",
                    "workqueue_depth{name=\"widget\",controller=\"widget\",priority=\"0\"} 0",
                    "workqueue_retries_total{name=\"widget\",controller=\"widget\"} 0",
                ]
        )
            Assert.Contains(line + "\n", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_counter_that_goes_down_and_a_name_that_is_taken_are_errors()
    {
        var registry = new MetricRegistry();
        var counter = registry.Counter("x_total", "x", "a");
        Assert.Same(counter, registry.Counter("x_total", "x", "a"));
        Assert.Throws<ArgumentException>(() => counter.Add(-1, "v"));
        Assert.Throws<ArgumentException>(() => counter.Add(1));
        Assert.Throws<ArgumentException>(() => registry.Gauge("x_total", "x", "a"));
    }
}
