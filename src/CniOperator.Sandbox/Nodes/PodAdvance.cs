namespace CniOperator.Sandbox.Nodes;

/// <summary>A pod's next state, what changed on the node, what to report, and when time alone moves it on.</summary>
internal sealed record PodAdvance(
    PodRuntime Runtime,
    NodeDisk Disk,
    IReadOnlyList<PodEvent> Events,
    IReadOnlyList<NodeEffect> Effects,
    DateTimeOffset? WakeAt,
    bool Remove
);
