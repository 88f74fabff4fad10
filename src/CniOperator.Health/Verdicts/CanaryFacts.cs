using CniOperator.Health.Kubelet;

namespace CniOperator.Health.Verdicts;

/// <summary>What the API server says of a node's canary.</summary>
public sealed record CanaryFacts
{
    /// <summary>What the kubelet says of it.</summary>
    public required CanaryReadiness Readiness { get; init; }

    /// <summary>When its container started; <c>null</c> when it does not run.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>It is being deleted.</summary>
    public bool Terminating { get; init; }

    /// <summary>Its addresses.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Why it does not run, in the kubelet's words: <c>failed to allocate for range 0</c>.</summary>
    public string Message { get; init; } = "";
}
