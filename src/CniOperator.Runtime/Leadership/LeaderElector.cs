using System.Text.Json.Nodes;
using CniOperator.Runtime.Abstractions;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Http;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Metrics;
using Microsoft.Extensions.Logging;

namespace CniOperator.Runtime.Leadership;

/// <summary>
/// Leader election on a Lease with client-go's semantics. Time is measured by this process' own monotonic clock from before a renewal was
/// sent, so that it believes to lead for a shorter time than others believe it does. When that time has passed, renewed or not, writes are
/// refused and those that are under way are cancelled, whatever the loop that renews is waiting for.
/// </summary>
internal sealed class LeaderElector : ILeadership, IWriteFence
{
    private static readonly ResourceType<Unstructured> Leases = Unstructured.Of(KubernetesKinds.Leases);

    private readonly ApiClient _client;
    private readonly OperatorSettings _settings;
    private readonly TimeProvider _clock;
    private readonly Random _random;
    private readonly OperatorMetrics _metrics;
    private readonly ILogger _log;
    private readonly ObjectName _lease;
    private readonly CancellationTokenSource _lost;
    private readonly TaskCompletionSource _won = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Unstructured? _seen;
    private LeaseRecord? _record;
    private LeaseRecord? _held;
    private long _seenAt;
    private long _renewedAt;
    private volatile bool _leading;

    /// <param name="client">Must be the one whose writes are to be fenced.</param>
    /// <param name="settings">Names and durations.</param>
    /// <param name="identity">Who this is; unique among living processes: see <see cref="ReplicaIdentity"/>.</param>
    /// <param name="clock">For all times.</param>
    /// <param name="random">For jitter, so that replicas do not try in step.</param>
    /// <param name="metrics">For <c>leader_election_master_status</c>.</param>
    /// <param name="log">Who leads.</param>
    public LeaderElector(
        ApiClient client,
        OperatorSettings settings,
        string identity,
        TimeProvider clock,
        Random random,
        OperatorMetrics metrics,
        ILogger log
    )
    {
        (_client, _settings, Identity, _clock, _random, _metrics, _log) = (client, settings, identity, clock, random, metrics, log);
        _lease = new ObjectName(settings.Namespace, settings.Name);
        _lost = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        metrics.Leadership.Set(_lease.Name, false);
        _lost.Token.Register(() => metrics.Leadership.Set(_lease.Name, false));
    }

    /// <summary>Who this is.</summary>
    public string Identity { get; }

    public bool IsLeader =>
        _leading
        && !_lost.IsCancellationRequested
        && _clock.GetElapsedTime(Interlocked.Read(ref _renewedAt)) < _settings.LeaderElectionLeaseDuration;

    public CancellationToken LeadershipLost => _lost.Token;

    bool IWriteFence.MayWrite => IsLeader;

    CancellationToken IWriteFence.Closed => _lost.Token;

    /// <summary>Whether the lease has expired without the loop that renews it having noticed: it hangs.</summary>
    public bool IsStale => _leading && !IsLeader;

    public Task WhenLeaderAsync(CancellationToken cancellationToken) => _won.Task.WaitAsync(cancellationToken);

    /// <summary>Stands for election, leads, and returns when leadership is lost.</summary>
    /// <exception cref="OperationCanceledException">
    /// The caller cancelled; the lease is still held: see <see cref="ReleaseAsync"/>.
    /// </exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!await TryTakeAsync(cancellationToken))
        {
            // client-go's jitter factor for candidates.
            await Task.Delay(_settings.LeaderElectionRetryPeriod * (1 + (1.2 * Jitter())), _clock, cancellationToken);
        }

        _log.LogInformation("{Identity} leads: it holds lease {Lease}", Identity, _lease);
        _metrics.Leadership.Set(_lease.Name, true);
        _won.TrySetResult();
        while (IsLeader && await RenewAsync(cancellationToken)) { }

        Lose();
    }

    /// <summary>
    /// Gives the lease up, if it is held, so that a successor need not wait. A failure is logged: the lease then expires.
    /// </summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (!IsLeader || _seen is null || _record is null)
            return;
        Lose();
        try
        {
            // A renewal that the stop cut short may have arrived: then what was seen last is not what is there.
            if (
                await TryReleaseAsync(cancellationToken)
                || (
                    await ObserveAsync(cancellationToken)
                    && LeaseRules.MayRenew(_record, _held!)
                    && await TryReleaseAsync(cancellationToken)
                )
            )
                _log.LogInformation("{Identity} released lease {Lease}", Identity, _lease);
        }
        catch (Exception e) when (e is ApiException or OperationCanceledException)
        {
            _log.LogWarning(
                "lease {Lease} could not be released and expires in {Duration}: {Error}",
                _lease,
                _settings.LeaderElectionLeaseDuration,
                e.Message
            );
        }
    }

    /// <summary>Waits, and tries to renew once, both within what is left of the renew deadline.</summary>
    /// <returns>Whether some of it is left.</returns>
    private async Task<bool> RenewAsync(CancellationToken cancellationToken)
    {
        var left = _settings.LeaderElectionRenewDeadline - SinceRenewal();
        if (left <= TimeSpan.Zero)
            return false;
        using var deadline = new CancellationTokenSource(left, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await Task.Delay(_settings.LeaderElectionRetryPeriod, _clock, both.Token);
            await TryTakeAsync(both.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _log.LogError("lease {Lease} could not be renewed for {Deadline}", _lease, _settings.LeaderElectionRenewDeadline);
            return false;
        }
    }

    private async Task<bool> TryReleaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(LeaseRules.Release(_record!, _clock.GetUtcNow()).In(_seen!.Json), false, cancellationToken);
            return true;
        }
        catch (ApiException e) when (e.Code is 404 or 409)
        {
            return false;
        }
    }

    /// <summary>One attempt to take or renew the lease.</summary>
    internal async Task<bool> TryTakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            // The leader's last write is what is there: no need to read it first.
            if (_leading && await TryWriteAsync(cancellationToken))
                return true;
            if (!await ObserveAsync(cancellationToken))
                return await TryCreateAsync(cancellationToken);
            if (_leading ? LeaseRules.MayRenew(_record!, _held!) : LeaseRules.MayTake(_record!, Identity, _clock.GetElapsedTime(_seenAt)))
                return await TryWriteAsync(cancellationToken);
            if (_leading)
                _log.LogError("lease {Lease} is held by {Holder} now", _lease, _record!.Holder);
            _leading = false;
            return false;
        }
        catch (ApiException e)
        {
            _log.LogWarning("lease {Lease}: {Error}", _lease, e.Message);
            return false;
        }
    }

    private async Task<bool> ObserveAsync(CancellationToken cancellationToken)
    {
        var lease = await _client.FindAsync(Leases, _lease, RequestDeadline, cancellationToken);
        if (lease is null)
            return false;
        var record = LeaseRecord.Of(lease.Json);
        if (record != _record)
            _seenAt = _clock.GetTimestamp();
        (_seen, _record) = (lease, record);
        return true;
    }

    private async Task<bool> TryCreateAsync(CancellationToken cancellationToken)
    {
        var begun = _clock.GetTimestamp();
        var empty = new JsonObject
        {
            ["apiVersion"] = Leases.Kind.ApiVersion,
            ["kind"] = Leases.Kind.Kind,
            ["metadata"] = new JsonObject { ["name"] = _lease.Name, ["namespace"] = _lease.Namespace },
        };
        var taken = LeaseRules.Take(null, Identity, _settings.LeaderElectionLeaseDuration, _clock.GetUtcNow());
        try
        {
            Hold(await WriteAsync(taken.In(empty), true, cancellationToken), begun);
            return true;
        }
        catch (ApiException e) when (e.Code == 409)
        {
            return false;
        }
    }

    private async Task<bool> TryWriteAsync(CancellationToken cancellationToken)
    {
        var begun = _clock.GetTimestamp();
        var (duration, now) = (_settings.LeaderElectionLeaseDuration, _clock.GetUtcNow());
        var taken =
            _leading && _record!.Holder == Identity
                ? LeaseRules.Renew(_record, duration, now)
                : LeaseRules.Take(_record, Identity, duration, now);
        try
        {
            Hold(await WriteAsync(taken.In(_seen!.Json), false, cancellationToken), begun);
            return true;
        }
        catch (ApiException e) when (e.Code is 404 or 409)
        {
            // Someone wrote in between; or an earlier write of this process arrived although its answer did not. Reading tells which.
            return false;
        }
    }

    private Task<Unstructured> WriteAsync(JsonObject lease, bool create, CancellationToken cancellationToken) =>
        _client.WriteUnfencedAsync(Leases, new Unstructured(lease), create, RequestDeadline, cancellationToken);

    private void Hold(Unstructured lease, long begun)
    {
        (_seen, _record, _seenAt) = (lease, LeaseRecord.Of(lease.Json), begun);
        _held = _record;
        Interlocked.Exchange(ref _renewedAt, begun);
        _leading = true;
        var left = _settings.LeaderElectionLeaseDuration - SinceRenewal();
        _lost.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    private void Lose()
    {
        _leading = false;
        _lost.Cancel();
    }

    /// <summary>One request that hangs leaves time for another attempt.</summary>
    private TimeSpan RequestDeadline => _settings.LeaderElectionRenewDeadline / 2;

    private TimeSpan SinceRenewal() => _clock.GetElapsedTime(Interlocked.Read(ref _renewedAt));

    private double Jitter()
    {
        lock (_random)
            return _random.NextDouble();
    }
}
