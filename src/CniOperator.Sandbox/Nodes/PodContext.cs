using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Controllers;

namespace CniOperator.Sandbox.Nodes;

/// <summary>Everything that decides what happens to a pod now.</summary>
internal sealed record PodContext(
    JsonObject Pod,
    JsonObject Node,
    ClusterView View,
    DateTimeOffset Now,
    NodeTimings Timings,
    IReadOnlyList<NodeFault> Faults,
    SimulatedDataplanes Dataplanes
)
{
    /// <summary>Takes the next addresses of the node's pod ranges; asked once for each pod that needs some.</summary>
    public required Func<ImmutableArray<string>> TakeAddresses { get; init; }

    public NodeFault? Fault(NodeFaultKind kind, string image) =>
        Faults.FirstOrDefault(f => f.Kind == kind && f.Hits(image, Pod.Name(), Node.Name()));

    /// <summary>A configured duration, longer where a fault says so.</summary>
    public TimeSpan Takes(TimeSpan time, string image = "") => time * (Fault(NodeFaultKind.Slow, image)?.Factor ?? 1);

    /// <summary>A real duration in seconds, scaled to the sandbox.</summary>
    public TimeSpan Seconds(long seconds, string image = "") => Takes(Timings.Scaled(TimeSpan.FromSeconds(seconds)), image);
}

/// <summary>An event about the pod, from the kubelet.</summary>
internal sealed record PodEvent(string Type, string Reason, string Message)
{
    public static PodEvent Normal(string reason, string message) => new("Normal", reason, message);

    public static PodEvent Warning(string reason, string message) => new("Warning", reason, message);
}

/// <summary>A pod's next state, what changed on the node, what to report, and when time alone moves it on.</summary>
internal sealed record PodAdvance(
    PodRuntime Runtime,
    NodeDisk Disk,
    IReadOnlyList<PodEvent> Events,
    IReadOnlyList<NodeEffect> Effects,
    DateTimeOffset? WakeAt,
    bool Remove
);
