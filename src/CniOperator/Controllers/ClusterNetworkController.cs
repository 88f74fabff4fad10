using System.Collections.Concurrent;
using CniOperator.Core.Decisions;
using CniOperator.Hosting;
using CniOperator.Runtime.Abstractions;
using Microsoft.Extensions.Logging;

namespace CniOperator.Controllers;

/// <summary>
/// Observe, decide, act. After acting it observes and decides once more, so that the status speaks of the world after the action; what
/// remains to be done then is for the next reconcile.
/// </summary>
internal sealed class ClusterNetworkController(
    Observer observer, Executor executor, EventPublisher publish, NetworkMetrics metrics, ProgressReporter progress, TimeProvider clock,
    ILogger<ClusterNetworkController> log) : IEntityController<ClusterNetwork>
{
    private readonly ConcurrentDictionary<string, NetworkMemory> _memories = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<ReconciliationResult<ClusterNetwork>> ReconcileAsync(ClusterNetwork entity, CancellationToken cancellationToken)
    {
        var memory = _memories.GetOrAdd(entity.AsNetwork().Uid, _ => new NetworkMemory(clock));
        var observation = await observer.ObserveAsync(entity, memory, cancellationToken);
        var decision = Decider.Decide(observation);
        var notices = new List<Notice>();
        if (decision.HasActions)
        {
            notices.AddRange(await ActAsync(decision, observation, memory, cancellationToken));
            observation = await observer.ObserveAsync(entity, memory, cancellationToken);
            notices.AddRange(decision.Events.Where(_ => decision.AttachFinalizer == false));
            decision = Decider.Decide(observation);
        }

        if (decision.Status is { } status) await executor.WriteStatusAsync(status, observation.Network, memory, cancellationToken);
        foreach (var notice in notices.Concat(decision.Events)) await PublishAsync(entity, notice, cancellationToken);
        metrics.Record(observation, decision);
        progress.Report(observation, decision);
        return ReconciliationResult<ClusterNetwork>.Success(entity, Pause(decision));
    }

    /// <inheritdoc/>
    public Task<ReconciliationResult<ClusterNetwork>> DeletedAsync(ClusterNetwork entity, CancellationToken cancellationToken)
    {
        var network = entity.AsNetwork();
        _memories.TryRemove(network.Uid, out _);
        metrics.Forget(network.Name);
        log.LogInformation("ClusterNetwork {Name} is gone", network.Name);
        return Task.FromResult(ReconciliationResult<ClusterNetwork>.Success(entity));
    }

    private async Task<IReadOnlyList<Notice>> ActAsync(Decision decision, Observation observation, NetworkMemory memory, CancellationToken cancellationToken)
    {
        var outcome = await executor.ActAsync(decision, observation.Network, memory, cancellationToken);
        memory.Requests = outcome.Remember(memory.Requests);
        metrics.Record(observation.Network.Name, outcome);
        progress.Report(outcome);
        foreach (var failure in outcome.Failed)
            log.LogWarning("ClusterNetwork {Name}: {Verb} {Object}: {Code} {Message}", observation.Network.Name, failure.Verb, failure.Key, failure.Code, failure.Message);
        return outcome.Notices();
    }

    private async Task PublishAsync(ClusterNetwork entity, Notice notice, CancellationToken cancellationToken)
    {
        log.LogInformation("ClusterNetwork {Name}: {Reason}: {Message}", entity.AsNetwork().Name, notice.Reason, notice.Message);
        await publish(entity, notice.Reason, notice.Message, notice.Warning ? EventType.Warning : EventType.Normal, cancellationToken);
    }

    // Actions that are still due go through the queue, at once, so that other objects get their turn.
    private TimeSpan? Pause(Decision decision)
    {
        if (decision.HasActions) return TimeSpan.Zero;
        if (decision.LookAgainAt is not { } due) return null;
        var pause = due - clock.GetUtcNow();
        return pause > TimeSpan.Zero ? pause : TimeSpan.Zero;
    }
}
