using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;

namespace CniOperator.Sandbox.Nodes;

/// <summary>What the simulated kubelet remembers of one pod: a real one asks the container runtime.</summary>
internal sealed record PodRuntime(string Uid, DateTimeOffset SeenAt)
{
    public ImmutableArray<ContainerRuntime> Init { get; init; } = [];

    public ImmutableArray<ContainerRuntime> Main { get; init; } = [];

    public ImmutableArray<string> Ips { get; init; } = [];

    public bool SandboxReady { get; init; }

    public DateTimeOffset? SandboxAt { get; init; }

    /// <summary>The uid of the ServiceAccount that its token is bound to; empty for a pod without one.</summary>
    public string AccountUid { get; init; } = "";

    /// <summary>The last reason why nothing moves, so that it is reported once.</summary>
    public string? Blocked { get; init; }

    public DateTimeOffset? StopAt { get; init; }

    public bool Stopped { get; init; }

    public bool InitDone => Init.All(c => c.Succeeded || (c.Phase == ContainerPhase.Running && c.Process is { ExitCode: null }));

    public static PodRuntime New(JsonObject pod, DateTimeOffset now) =>
        new(pod.Uid(), now)
        {
            Init = [.. pod.Items("spec", "initContainers").Select(c => new ContainerRuntime(c.PartName(), true))],
            Main = [.. pod.Items("spec", "containers").Select(c => new ContainerRuntime(c.PartName(), false))],
        };
}
