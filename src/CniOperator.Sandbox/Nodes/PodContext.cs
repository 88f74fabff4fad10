using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;
using CniOperator.Sandbox.Options;

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

    /// <summary>Modules that the node's kernel lacks.</summary>
    public IReadOnlyList<string> MissingModules =>
        [.. Faults.Where(f => f.Kind == NodeFaultKind.MissingModule && f.Hits("", "", Node.Name())).Select(f => f.Message ?? "")];

    /// <summary>A configured duration, longer where a fault says so.</summary>
    public TimeSpan Takes(TimeSpan time, string image = "") => time * (Fault(NodeFaultKind.Slow, image)?.Factor ?? 1);

    /// <summary>A real duration in seconds, scaled to the sandbox.</summary>
    public TimeSpan Seconds(long seconds, string image = "") => Takes(Timings.Scaled(TimeSpan.FromSeconds(seconds)), image);
}
