using System.Diagnostics.Metrics;
using CniOperator.Runtime.Client.Http;

namespace CniOperator.Runtime.Metrics;

/// <summary>
/// The engine's metrics under controller-runtime's names, so that existing dashboards and alerts fit, and the meter for further ones.
/// Any <see cref="MeterListener"/> receives them, OpenTelemetry's for one; <see cref="Text"/> is what <c>/metrics</c> serves.
/// </summary>
public sealed class OperatorMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "CniOperator";

    private readonly RequestMetrics _requests;

    /// <summary>Creates the metrics on a meter of their own.</summary>
    public OperatorMetrics()
    {
        Meter = new Meter(new MeterOptions(MeterName) { Scope = this });
        Text = new PrometheusText(Meter);
        Controllers = new ControllerMetrics(Meter, Text);
        Queues = new QueueMetrics(Meter, Text);
        Leadership = new LeadershipMetrics(Meter);
        _requests = new RequestMetrics(Meter);
    }

    /// <summary>The meter; create domain metrics here. Its scope is this object, to tell operators in one process apart.</summary>
    public Meter Meter { get; }

    /// <summary>All metrics of the meter as text.</summary>
    public PrometheusText Text { get; }

    internal ControllerMetrics Controllers { get; }

    internal QueueMetrics Queues { get; }

    internal LeadershipMetrics Leadership { get; }

    /// <summary>Counts the requests to one host.</summary>
    internal IRequestObserver ObserverOf(string host) => _requests.Of(host);

    /// <summary>Ends all measurements.</summary>
    public void Dispose()
    {
        Text.Dispose();
        Meter.Dispose();
    }
}
