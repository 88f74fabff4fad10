using System.Globalization;
using CniOperator.Runtime.Abstractions;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Controllers;
using CniOperator.Runtime.Events;
using CniOperator.Runtime.Leadership;
using CniOperator.Runtime.Metrics;
using Microsoft.Extensions.Logging;

namespace CniOperator.Runtime.Hosting;

/// <summary>
/// Runs the operator in controller-runtime's order: endpoints, caches, leader election, controllers; and stops them in reverse, the lease
/// last. A loop that dies ends the operator: a silent dead watch would be worse than a restart.
/// </summary>
public sealed class OperatorHost
{
    private static readonly TimeSpan EventFlush = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReleaseTime = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<IControllerRunner> _controllers;
    private readonly IReadOnlyList<IReadinessCheck> _checks;
    private readonly IReadOnlyList<IPage> _pages;
    private readonly Informers _informers;
    private readonly LeaderElector? _elector;
    private readonly EventRecorder _events;
    private readonly OperatorMetrics _metrics;
    private readonly OperatorSettings _settings;
    private readonly TimeProvider _clock;
    private readonly ILoggerFactory _logs;
    private readonly ILogger _log;

    internal OperatorHost(
        IEnumerable<IControllerRunner> controllers,
        IEnumerable<IReadinessCheck> checks,
        IEnumerable<IPage> pages,
        Informers informers,
        LeaderElector? elector,
        EventRecorder events,
        OperatorMetrics metrics,
        OperatorSettings settings,
        TimeProvider clock,
        ILoggerFactory logs
    )
    {
        (_controllers, _checks, _pages) = ([.. controllers], [.. checks], [.. pages]);
        (_informers, _elector, _events, _metrics, _settings, _clock, _logs) = (informers, elector, events, metrics, settings, clock, logs);
        _log = logs.CreateLogger("CniOperator.Runtime.Host");
    }

    /// <summary>The port that metrics are served on; <c>null</c> if none, or not yet.</summary>
    public int? MetricsPort { get; private set; }

    /// <summary>The port that probes are served on; <c>null</c> if none, or not yet.</summary>
    public int? ProbesPort { get; private set; }

    /// <summary>What keeps the operator from being ready; empty when it is.</summary>
    public IReadOnlyList<string> NotReady =>
        [
            .. _controllers.Where(c => !c.IsReady).Select(c => $"{c.Name}: {c.Problem?.Message ?? "the cache has not synced yet"}"),
            .. _checks.Select(c => c.Problem).OfType<string>(),
        ];

    /// <summary>Runs until <paramref name="cancellationToken"/> is cancelled; then stops gracefully and returns.</summary>
    /// <exception cref="OperatorFailedException">
    /// A loop died, leadership was lost, reconciles did not end in time, or an address could not be bound; the message says which.
    /// </exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var metrics = await ListenAsync("metrics", _settings.MetricsAddress, RespondMetrics);
        await using var probes = await ListenAsync("probes", _settings.ProbesAddress, RespondProbe);
        (MetricsPort, ProbesPort) = (metrics?.Address.Port, probes?.Address.Port);
        using var writes = new CancellationTokenSource();
        using var lease = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken,
            _elector?.LeadershipLost ?? CancellationToken.None
        );
        foreach (var controller in _controllers)
            controller.StartSources();
        var events = Task.Run(() => _events.RunAsync(writes.Token), CancellationToken.None);
        var election = _elector is null ? null : Task.Run(() => _elector.RunAsync(lease.Token), CancellationToken.None);
        var work = Task.Run(() => WorkAsync(stop.Token), CancellationToken.None);
        var rest = new RestingMemory(_controllers, _clock).RunAsync(stop.Token);

        Task[] loops = [_informers.Completion, events, work, rest, .. election is null ? (Task[])[] : [election]];
        var first = await Task.WhenAny([.. loops, Cancelled(cancellationToken)]);
        var failure = Judge(first, cancellationToken);
        await stop.CancelAsync();
        failure ??= await DrainAsync(work);

        _events.Complete();
        writes.CancelAfter(EventFlush);
        await events.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ReleaseAsync(lease, election);
        await _informers.DisposeAsync();
        if (failure is not null)
            throw failure;
        _log.LogInformation("{Name} stopped", _settings.Name);
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_controllers.Select(c => c.WhenReadyAsync(cancellationToken)));
        if (_elector is not null)
            await _elector.WhenLeaderAsync(cancellationToken);
        _log.LogInformation(
            "{Name} {Version} works: {Controllers}",
            _settings.Name,
            _settings.Version,
            string.Join(", ", _controllers.Select(c => c.Name))
        );
        await Task.WhenAll(_controllers.Select(c => c.RunWorkersAsync(cancellationToken)));
        cancellationToken.ThrowIfCancellationRequested();
    }

    private OperatorFailedException? Judge(Task first, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return null;
        if (_elector?.LeadershipLost.IsCancellationRequested == true)
        {
            return new OperatorFailedException(
                "leadership was lost: the lease could not be renewed in time, or another replica holds it. This process ends, to start again as a standby."
            );
        }

        var cause = first.Exception?.GetBaseException();
        return new OperatorFailedException($"a loop of the operator died: {cause?.Message ?? "it ended without an error"}", cause!);
    }

    private async Task<OperatorFailedException?> DrainAsync(Task work)
    {
        try
        {
            await work.WaitAsync(_settings.ShutdownTimeout, _clock);
            return null;
        }
        catch (TimeoutException e)
        {
            return new OperatorFailedException(
                $"a reconcile did not end within {_settings.ShutdownTimeout.TotalSeconds:0} s of the stop",
                e
            );
        }
        catch (Exception)
        {
            // Cancelled, as it should be; or it failed, which has been judged already.
            return null;
        }
    }

    private async Task ReleaseAsync(CancellationTokenSource lease, Task? election)
    {
        if (_elector is null || election is null)
            return;
        await lease.CancelAsync();
        await election.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var limit = new CancellationTokenSource(ReleaseTime, _clock);
        await _elector.ReleaseAsync(limit.Token);
    }

    private async Task<TextEndpoint?> ListenAsync(string purpose, string address, Func<string, TextAnswer> respond) =>
        address.Length == 0 ? null : await TextEndpoint.ListenAsync(purpose, address, respond, _logs);

    private TextAnswer RespondMetrics(string path)
    {
        foreach (var page in _pages)
        {
            if (path == page.Path || path.StartsWith($"{page.Path}/", StringComparison.Ordinal))
                return Respond(page, path[page.Path.Length..].TrimStart('/'));
        }

        if (path != "/metrics")
            return TextAnswer.Plain(404, Served);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        _metrics.Text.WriteTo(text);
        return new TextAnswer(200, "text/plain; version=0.0.4; charset=utf-8", text.ToString());
    }

    private string Served =>
        _pages.Count == 0
            ? "only /metrics is served here\n"
            : $"only /metrics, {string.Join(", ", _pages.Select(p => p.Path))} are served here\n";

    private static TextAnswer Respond(IPage page, string below) =>
        page.Json(below) is { } json ? new TextAnswer(200, "application/json", json) : TextAnswer.Plain(503, $"{page.Absent}\n");

    private TextAnswer RespondProbe(string path) =>
        path switch
        {
            "/healthz" when _elector?.IsStale == true => TextAnswer.Plain(500, "the lease expired, and its loop did not notice\n"),
            "/healthz" => TextAnswer.Plain(200, "ok"),
            "/readyz" => NotReady is { Count: > 0 } reasons
                ? TextAnswer.Plain(503, string.Concat(reasons.Select(r => $"[-]{r}\n")))
                : TextAnswer.Plain(200, "ok"),
            _ => TextAnswer.Plain(404, "only /healthz and /readyz are served here\n"),
        };

    private static Task Cancelled(CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource();
        cancellationToken.Register(() => cancelled.TrySetResult());
        return cancelled.Task;
    }
}
