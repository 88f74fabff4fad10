using CniOperator.Connectivity.Observing;
using CniOperator.Core.Connectivity;
using CniOperator.Health.Collecting;
using CniOperator.Runtime.Abstractions;
using CniOperator.Runtime.Caching;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Leadership;
using Microsoft.Extensions.Logging;

namespace CniOperator.Connectivity;

/// <summary>
/// Watches the connectivity of the one network that a decision asks it to: tells agents whom to probe, takes what they report, judges it
/// together with what the API server shows, and publishes what changed. Safe for several threads.
/// </summary>
internal sealed class ConnectivityMonitor(
    IInformers informers,
    IApiClient client,
    ILeadership leadership,
    ReconcileSignal signal,
    MonitorInputs inputs,
    TimeProvider time,
    ILogger<ConnectivityMonitor> log
) : IConnectivity, IConnectivityDetails, IDisposable
{
    /// <summary>At most so often is judged what came.</summary>
    internal static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(500);

    /// <summary>At least so often is judged: that nothing came is judged too.</summary>
    internal static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly ReportDesk _desk = new(inputs.Draw);
    private readonly LeaseReader _leaseReader = new(client, log);
    private readonly OwnSettings _own = new(inputs, new OwnPod(client, inputs, time, log), time);
    private volatile FollowedNetwork? _followed;
    private ClusterWatches? _watches;
    private LeaseBook _leases = new();
    private Task _reading = Task.CompletedTask;
    private (long Reports, long Cluster, HealthPlan? Plan, DateTimeOffset At) _judged;
    private bool _haveLeasesCome;

    /// <inheritdoc/>
    public AgentSettings? Agents => _own.Now;

    /// <inheritdoc/>
    public JudgedConnectivity? Newest
    {
        get
        {
            lock (_gate)
                return leadership.IsLeader ? _followed?.Newest() : null;
        }
    }

    /// <summary>What came in.</summary>
    internal DeskCounts Counts => _desk.Counts;

    /// <inheritdoc/>
    public Task WhenKnownAsync(CancellationToken cancellationToken) => _own.WhenKnownAsync(cancellationToken);

    /// <inheritdoc/>
    public ConnectivityFacts? Of(string network) =>
        _followed is { } followed && followed.Plan.Network == network ? followed.Published : null;

    /// <inheritdoc/>
    public void Follow(string network, HealthPlan? plan)
    {
        var known = _followed?.Plan;
        if (plan is null ? known?.Network != network : known is not null && PlanComparer.Same(known, plan))
            return;
        lock (_gate)
        {
            if (plan is null)
                Stop();
            else if (_followed is { } followed && followed.Plan.Network == plan.Network)
                followed.Adopt(plan);
            else
                Start(plan);
        }
    }

    /// <summary>Takes one datagram of an agent. Only the replica that leads answers: agents look for it.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="answer">Where the answer is written, at least 1,200 bytes.</param>
    /// <returns>The answer's bytes; 0 for none.</returns>
    internal int Answer(ReadOnlySpan<byte> datagram, Span<byte> answer) =>
        leadership.IsLeader ? _desk.Answer(datagram, time.GetUtcNow(), answer) : 0;

    /// <summary>Runs until cancelled.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        inputs.Link?.Attach(this);
        if (!_own.AreWanted)
            return;
        List<Func<Task>> loops = [() => JudgeAsync(cancellationToken), () => FindImageAsync(cancellationToken)];
        foreach (var address in inputs.Addresses)
            loops.Add(() => new ReportServer(this, time, log).RunAsync(address, cancellationToken));
        await Task.WhenAll(loops.Select(l => LastingLoop.RunAsync(l, time, log, cancellationToken)));
    }

    /// <summary>Looks at what came since the last look, and judges it if it is time to.</summary>
    /// <returns>Something was published.</returns>
    internal bool Look()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_followed is not { } followed || _watches?.See(now) is not { } sight)
                return false;
            followed.List(sight, now);
            var version = (_desk.News, _watches.Version, followed.Plan);
            var isNews = version != (_judged.Reports, _judged.Cluster, _judged.Plan) || _haveLeasesCome;
            if (!isNews && now < followed.DueAt && now - _judged.At < LongestPause)
                return false;
            _judged = (version.News, version.Version, version.Plan, now);
            _haveLeasesCome = false;
            return followed.Judge(sight, _leases, now);
        }
    }

    public void Dispose()
    {
        lock (_gate)
            Stop();
    }

    private void Start(HealthPlan plan)
    {
        Stop();
        _watches = new ClusterWatches(informers, inputs.Nodes);
        _followed = new FollowedNetwork(_desk, plan, time.GetUtcNow());
    }

    private void Stop()
    {
        _desk.Close();
        _followed = null;
        _watches?.Dispose();
        (_watches, _leases, _judged) = (null, new LeaseBook(), default);
    }

    private async Task FindImageAsync(CancellationToken cancellationToken)
    {
        if (await _own.FindAsync(cancellationToken))
            signal.Raise();
    }

    private async Task JudgeAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(ShortestPause, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (Look())
                signal.Raise();
            if (_reading.IsCompleted)
                _reading = ReadLeasesAsync(cancellationToken);
        }
    }

    /// <summary>Reads the Leases that would tell more; none most of the time.</summary>
    internal async Task ReadLeasesAsync(CancellationToken cancellationToken)
    {
        if (_followed is not { Questions.Count: > 0 } followed)
            return;
        try
        {
            var limit = followed.Plan.Judging.Kubelet.Lease;
            if (await _leaseReader.ReadAsync(followed.Questions, _leases, limit, _gate, time, cancellationToken))
                _haveLeasesCome = true;
        }
        catch (OperationCanceledException)
        {
            // The operator ends.
        }
    }
}
