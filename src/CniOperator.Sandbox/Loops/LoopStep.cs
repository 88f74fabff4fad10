namespace CniOperator.Sandbox.Loops;

/// <summary>What one look at the cluster led to.</summary>
internal sealed record LoopStep(IReadOnlyList<ClusterWrite> Writes, DateTimeOffset? WakeAt = null);
