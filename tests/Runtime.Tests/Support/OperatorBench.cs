using CniOperator.Runtime.Abstractions;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Hosting;
using CniOperator.Runtime.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CniOperator.Runtime.Tests.Support;

/// <summary>A whole operator on a scripted server.</summary>
internal sealed class OperatorBench : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ServiceProvider _services;
    private readonly Bench _bench = new();
    private Task? _run;

    public OperatorBench(
        Action<IControllerBuilder<Unstructured>>? configure = null,
        Func<OperatorSettings, OperatorSettings>? settings = null
    )
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(_bench.Transport);
        services.AddSingleton(new Random(1));
        services.AddSingleton(Controller);
        var builder = services.AddKubernetesOperator(s =>
            s.WithName("test")
                .WithEndpoints("", "")
                .With(o => o with { MaxParallelReconciliations = 4, Identity = "me" })
                .With(settings ?? (o => o))
        );
        builder
            .AddController<ScriptedController, Unstructured>(Bench.Widgets, null, configure)
            .AddFinalizer<ScriptedController, Unstructured>(ScriptedController.Finalizer);
        services.AddSingleton(Controller);
        _services = services.BuildServiceProvider();
        Host = _services.GetRequiredService<OperatorHost>();
    }

    public ScriptedController Controller { get; } = new();

    public ScriptedServer Server => _bench.Server;

    public FakeTimeProvider Clock => _bench.Clock;

    public OperatorHost Host { get; }

    public OperatorMetrics Metrics => Get<OperatorMetrics>();

    /// <summary>The value of a series as <c>/metrics</c> has it; 0 if it is not there.</summary>
    public double Metric(string series)
    {
        using var text = new StringWriter();
        Metrics.Text.WriteTo(text);
        var line = text.ToString().Split('\n').FirstOrDefault(l => l.StartsWith(series + " ", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line[(series.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task Run => _run!;

    public void Start() => _run = Host.RunAsync(_stop.Token);

    public Task StopAsync()
    {
        _stop.Cancel();
        return Run;
    }

    public Task UntilAsync(Func<bool> condition, TimeSpan? step = null) => _bench.UntilAsync(condition, step);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_run is not null)
            await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _services.DisposeAsync();
    }
}
