using System.Collections.Concurrent;
using CniOperator.Core.Decisions;
using CniOperator.Runtime.Abstractions;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace CniOperator.Controllers;

/// <summary>
/// Observe, decide, act. After acting it observes and decides once more, so that the status speaks of the world after the action; what
/// remains to be done then is for the next reconcile.
/// </summary>
internal sealed class NetworkReconciler(
    Observer observer,
    Executor executor,
    EventPublisher publish,
    NetworkMetrics metrics,
    TimeProvider clock,
    ILogger<NetworkReconciler> log
)
{
    private readonly ConcurrentDictionary<string, NetworkMemory> _memories = new(StringComparer.Ordinal);

    /// <summary>One round. Returns the decision that stands at its end.</summary>
    internal async Task<Decision> RunAsync(ClusterNetwork entity, CancellationToken cancellationToken)
    {
        var memory = _memories.GetOrAdd(entity.AsNetwork().Uid, _ => new NetworkMemory(clock));
        if (memory.Farewell is { } farewell)
            return farewell;
        var observation = await observer.ObserveAsync(entity, memory, cancellationToken);
        var decision = Decider.Decide(observation);
        IReadOnlyList<Notice> done = [];
        if (decision.HasActions)
        {
            done = await ActAsync(decision, observation, memory, cancellationToken);
            observation = await observer.ObserveAsync(entity, memory, cancellationToken);
            decision = Decider.Decide(observation);
        }

        foreach (var notice in done)
            await PublishAsync(entity, notice, cancellationToken);
        if (decision.Status is { } status)
            await executor.WriteStatusAsync(status, observation.Network, memory, cancellationToken);
        foreach (var notice in decision.Events)
            await PublishAsync(entity, notice, cancellationToken);
        memory.Told = decision.Told ?? memory.Told;
        metrics.Record(observation, decision);
        if (decision.AttachFinalizer == false && observation.Network.Deleting)
            memory.Farewell = decision;
        return decision;
    }

    /// <summary>Drops what is kept of a ClusterNetwork that is gone.</summary>
    internal void Forget(ClusterNetwork entity)
    {
        var network = entity.AsNetwork();
        _memories.TryRemove(network.Uid, out _);
        metrics.Forget(network.Name);
        log.LogInformation("ClusterNetwork {Name} is gone", network.Name);
    }

    /// <summary>How long until the next look; <c>null</c> for not before something changes.</summary>
    internal TimeSpan? PauseAfter(Decision decision)
    {
        // Actions that are still due go through the queue, at once, so that other objects get their turn.
        if (decision.HasActions)
            return TimeSpan.Zero;
        if (decision.LookAgainAt is not { } due)
            return null;
        var pause = due - clock.GetUtcNow();
        return pause > TimeSpan.Zero ? pause : TimeSpan.Zero;
    }

    private async Task<IReadOnlyList<Notice>> ActAsync(
        Decision decision,
        Observation observation,
        NetworkMemory memory,
        CancellationToken cancellationToken
    )
    {
        var outcome = await executor.ActAsync(decision, observation.Network, memory, cancellationToken);
        memory.Requests = outcome.Remember(memory.Requests);
        metrics.Record(observation.Network.Name, outcome);
        foreach (var failure in outcome.Failed)
            log.LogWarning(
                "ClusterNetwork {Name}: {Verb} {Object}: {Code} {Message}",
                observation.Network.Name,
                failure.Verb,
                failure.Key,
                failure.Code,
                failure.Message
            );
        return outcome.Notices();
    }

    private async Task PublishAsync(ClusterNetwork entity, Notice notice, CancellationToken cancellationToken)
    {
        log.LogInformation("ClusterNetwork {Name}: {Reason}: {Message}", entity.AsNetwork().Name, notice.Reason, notice.Message);
        IKubernetesObject<V1ObjectMeta> about = notice.About is { } subject ? NoticeTarget.Of(subject) : entity;
        await publish(about, notice.Reason, notice.Message, notice.Warning ? EventType.Warning : EventType.Normal, cancellationToken);
    }
}
