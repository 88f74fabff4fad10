using System.Collections.Concurrent;
using CniOperator.Connectivity;
using CniOperator.Core.Concerns.Connectivity;
using CniOperator.Core.Decisions;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Runtime.Abstractions;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace CniOperator.Controllers;

/// <summary>
/// Observe, decide, act. After acting it observes and decides once more, so that the status describes the world after the action; what
/// remains to be done then is for the next reconcile.
/// </summary>
internal sealed class NetworkReconciler(
    FactsReader reader,
    Executor executor,
    PodCensusTaker census,
    IConnectivity connectivity,
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
        if (memory.Release is { } release)
            return release;
        var (facts, desired) = await reader.ReadAsync(entity, memory, cancellationToken);
        var decision = Decider.Decide(facts, desired);
        if (decision.HasSteps)
        {
            memory.Rest(decision);
            await ActAsync(entity, decision, facts.Network, memory, cancellationToken);
            (facts, desired) = await reader.ReadAsync(entity, memory, cancellationToken);
            decision = Decider.Decide(facts, desired);
        }

        if (decision.PodLook is { } look)
        {
            memory.Census = await census.TakeAsync(look, memory.Census, cancellationToken);
            (facts, desired) = await reader.ReadAsync(entity, memory, cancellationToken);
            decision = Decider.Decide(facts, desired);
        }

        connectivity.Follow(facts.Network.Name, HealthPlanner.Of(facts, desired));
        if (decision.Status is { } status)
            await executor.WriteStatusAsync(status, facts.Network, memory, cancellationToken);
        foreach (var happened in decision.Events)
            await PublishAsync(entity, happened, cancellationToken);
        memory.Remember(decision);
        metrics.Record(facts, desired, decision);
        if (decision.Releases)
            memory.Release = decision;
        return decision;
    }

    /// <summary>
    /// Drops what is kept of a ClusterNetwork that is gone, and tells what it leaves, unless that was told when it was let go.
    /// </summary>
    internal async Task ForgetAsync(ClusterNetwork entity, CancellationToken cancellationToken)
    {
        var network = entity.AsNetwork();
        if (_memories.TryRemove(network.Uid, out var memory) && memory.Release is null && reader.Retained(network) is { } retained)
            await PublishAsync(entity, retained, cancellationToken);
        connectivity.Follow(network.Name, null);
        metrics.Forget(network.Name);
        log.LogInformation("ClusterNetwork {Name} is gone", network.Name);
    }

    /// <summary>How long until the next look; <c>null</c> for not before something changes.</summary>
    internal TimeSpan? PauseAfter(Decision decision)
    {
        // Steps that are still due go through the queue, at once, so that other objects get their turn.
        if (decision.HasSteps)
            return TimeSpan.Zero;
        if (decision.LookAgainAt is not { } due)
            return null;
        var pause = due - clock.GetUtcNow();
        return pause > TimeSpan.Zero ? pause : TimeSpan.Zero;
    }

    // What was done is told before the next look, which may fail.
    private async Task ActAsync(
        ClusterNetwork entity,
        Decision decision,
        NetworkObject network,
        NetworkMemory memory,
        CancellationToken cancellationToken
    )
    {
        var outcome = await executor.ActAsync(decision, network, memory, cancellationToken);
        memory.Requests = outcome.Remember(memory.Requests, clock.GetUtcNow());
        metrics.Record(network.Name, outcome);
        foreach (var failure in outcome.Failed)
            log.LogWarning(
                "ClusterNetwork {Name}: {Verb} {Object}: {Code} {Message}",
                network.Name,
                failure.Verb,
                failure.Key,
                failure.Code,
                failure.Message
            );
        foreach (var happened in outcome.Events(memory.Requests))
            await PublishAsync(entity, happened, cancellationToken);
    }

    private async Task PublishAsync(ClusterNetwork entity, Event happened, CancellationToken cancellationToken)
    {
        log.LogInformation("ClusterNetwork {Name}: {Reason}: {Message}", entity.AsNetwork().Name, happened.Reason, happened.Message);
        IKubernetesObject<V1ObjectMeta> regarding = happened.Regarding is { } other ? EventTarget.Of(other) : entity;
        await publish(
            regarding,
            happened.Reason,
            happened.Message,
            happened.Warning ? EventType.Warning : EventType.Normal,
            cancellationToken
        );
    }
}
