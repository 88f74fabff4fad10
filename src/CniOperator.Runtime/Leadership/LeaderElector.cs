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
/// Leader election on a Lease with client-go's semantics. Time is measured by our own monotonic clock from before a renewal was sent, so
/// that we believe to lead for a shorter time than others believe it of us.
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
    private readonly CancellationTokenSource _lost = new();
    private readonly TaskCompletionSource _won = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Unstructured? _seen;
    private LeaseRecord? _record;
    private long _seenAt;
    private long _renewedAt;
    private volatile bool _leading;

    /// <param name="client">Must be the one whose writes are to be fenced.</param>
    /// <param name="settings">Names and durations.</param>
    /// <param name="identity">Who we are; unique among replicas, and new with each start.</param>
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
        _lease = new ObjectName(settings.Namespace, settings.LeaseName.Length > 0 ? settings.LeaseName : settings.Name);
        metrics.MasterStatus.Set(0, _lease.Name);
    }

    /// <summary>Who we are.</summary>
    public string Identity { get; }

    public bool IsLeader =>
        _leading
        && !_lost.IsCancellationRequested
        && _clock.GetElapsedTime(Interlocked.Read(ref _renewedAt)) < _settings.LeaderElectionLeaseDuration;

    public CancellationToken LeadershipLost => _lost.Token;

    bool IWriteFence.MayWrite => IsLeader;

    CancellationToken IWriteFence.Closed => _lost.Token;

    /// <summary>Whether we lead by the last renewal, but that was too long ago: the loop hangs.</summary>
    public bool IsStale => _leading && !IsLeader;

    public Task WhenLeaderAsync(CancellationToken cancellationToken) => _won.Task.WaitAsync(cancellationToken);

    /// <summary>Stands for election, leads, and returns when leadership is lost.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled; the lease is still held: see <see cref="ReleaseAsync"/>.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!await TryTakeAsync(cancellationToken).ConfigureAwait(false))
        {
            // client-go's jitter factor for candidates.
            await Task.Delay(_settings.LeaderElectionRetryPeriod * (1 + (1.2 * Jitter())), _clock, cancellationToken).ConfigureAwait(false);
        }

        _log.LogInformation("{Identity} leads: it holds lease {Lease}", Identity, _lease);
        _metrics.MasterStatus.Set(1, _lease.Name);
        _won.TrySetResult();
        while (_leading && SinceRenewal() < _settings.LeaderElectionRenewDeadline)
        {
            await Task.Delay(_settings.LeaderElectionRetryPeriod, _clock, cancellationToken).ConfigureAwait(false);
            await TryTakeAsync(cancellationToken).ConfigureAwait(false);
        }

        Lose();
    }

    /// <summary>Gives the lease up, if we hold it, so that a successor need not wait. A failure is logged: the lease then expires.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (!IsLeader || _seen is null || _record is null)
            return;
        Lose();
        try
        {
            // A renewal that the stop cut short may have arrived: then what we saw last is not what is there.
            if (
                await TryReleaseAsync(cancellationToken).ConfigureAwait(false)
                || (
                    await ObserveAsync(cancellationToken).ConfigureAwait(false)
                    && _record.Holder == Identity
                    && await TryReleaseAsync(cancellationToken).ConfigureAwait(false)
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

    private async Task<bool> TryReleaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(LeaseRules.Release(_record!, _clock.GetUtcNow()).In(_seen!.Json), false, cancellationToken)
                .ConfigureAwait(false);
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
            // While we lead, what we wrote last is what is there: no need to read it first.
            if (_leading && await TryWriteAsync(cancellationToken).ConfigureAwait(false))
                return true;
            if (!await ObserveAsync(cancellationToken).ConfigureAwait(false))
                return await TryCreateAsync(cancellationToken).ConfigureAwait(false);
            if (LeaseRules.MayTake(_record!, Identity, _clock.GetElapsedTime(_seenAt)))
                return await TryWriteAsync(cancellationToken).ConfigureAwait(false);
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
        var lease = await _client.FindAsync(Leases, _lease, cancellationToken).ConfigureAwait(false);
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
            Hold(await WriteAsync(taken.In(empty), true, cancellationToken).ConfigureAwait(false), begun);
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
        var taken = LeaseRules.Take(_record, Identity, _settings.LeaderElectionLeaseDuration, _clock.GetUtcNow());
        try
        {
            Hold(await WriteAsync(taken.In(_seen!.Json), false, cancellationToken).ConfigureAwait(false), begun);
            return true;
        }
        catch (ApiException e) when (e.Code is 404 or 409)
        {
            // Someone wrote in between; or our own write arrived although its answer did not. Reading tells which.
            return false;
        }
    }

    private Task<Unstructured> WriteAsync(JsonObject lease, bool create, CancellationToken cancellationToken) =>
        _client.WriteUnfencedAsync(Leases, new Unstructured(lease), create, _settings.LeaderElectionRenewDeadline / 2, cancellationToken);

    private void Hold(Unstructured lease, long begun)
    {
        (_seen, _record, _seenAt) = (lease, LeaseRecord.Of(lease.Json), begun);
        Interlocked.Exchange(ref _renewedAt, begun);
        _leading = true;
    }

    private void Lose()
    {
        _leading = false;
        _metrics.MasterStatus.Set(0, _lease.Name);
        _lost.Cancel();
    }

    private TimeSpan SinceRenewal() => _clock.GetElapsedTime(Interlocked.Read(ref _renewedAt));

    private double Jitter()
    {
        lock (_random)
            return _random.NextDouble();
    }
}
