namespace CniOperator.Sandbox.Nodes;

/// <summary>A pod that runs on a machine, and when the kubelet has to look at it again.</summary>
internal sealed record TrackedPod(
    PodRuntime Runtime,
    string ResourceVersion,
    DateTimeOffset? WakeAt,
    bool WaitsForCluster,
    long FaultVersion
);
