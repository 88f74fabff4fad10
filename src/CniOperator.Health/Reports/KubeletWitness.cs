namespace CniOperator.Health.Reports;

/// <summary>The kubelet's own readiness probes, as the canary that they are for saw them arrive (User-Agent <c>kube-probe/…</c>).</summary>
/// <param name="Requests">How many since the agent's start.</param>
/// <param name="AgeMilliseconds">Since the last one; negative when none ever came.</param>
/// <param name="Source">The address that they came from; empty when none came.</param>
public readonly record struct KubeletWitness(long Requests, int AgeMilliseconds, string Source);
