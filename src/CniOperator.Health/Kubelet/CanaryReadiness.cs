namespace CniOperator.Health.Kubelet;

/// <summary>What the kubelet last said of the canary, by the pod's status.</summary>
public enum CanaryReadiness : byte
{
    /// <summary>There is no such pod, or what the API server says is old.</summary>
    Unknown,

    /// <summary>Its container does not run: the kubelet has nothing to probe.</summary>
    NotRunning,

    /// <summary>It runs, and the kubelet's readiness probe fails.</summary>
    NotReady,

    /// <summary>The kubelet's readiness probe succeeds; stays so when the kubelet dies.</summary>
    Ready,
}
