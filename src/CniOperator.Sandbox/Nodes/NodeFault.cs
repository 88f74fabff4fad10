namespace CniOperator.Sandbox.Nodes;

/// <summary>What goes wrong on purpose.</summary>
public enum NodeFaultKind
{
    /// <summary>The image cannot be pulled: ErrImagePull, then ImagePullBackOff.</summary>
    ImagePull,

    /// <summary>The container exits with code 1 soon after its start: CrashLoopBackOff.</summary>
    Crash,

    /// <summary>The container runs but its readiness probe never succeeds.</summary>
    NeverReady,

    /// <summary>Everything takes <see cref="NodeFault.Factor"/> times as long.</summary>
    Slow,

    /// <summary>
    /// The node gets <see cref="NodeFault.PodCidrs"/> in place of its range of the pod network, when it joins: kube-controller-manager does
    /// not allocate, or another one does.
    /// </summary>
    PodCidrs,
}

/// <summary>A failure on request. Every property that is set must match; a fault with none set hits everything.</summary>
public sealed record NodeFault(NodeFaultKind Kind)
{
    /// <summary>Part of the image reference, or null for any image.</summary>
    public string? Image { get; init; }

    /// <summary>Beginning of the pod's name, or null for any pod.</summary>
    public string? Pod { get; init; }

    /// <summary>Exact node name, or null for any node.</summary>
    public string? Node { get; init; }

    /// <summary>What the container writes to its log before it crashes, or the registry's error.</summary>
    public string? Message { get; init; }

    /// <summary>For <see cref="NodeFaultKind.Slow"/>: the factor.</summary>
    public double Factor { get; init; } = 10;

    /// <summary>For <see cref="NodeFaultKind.PodCidrs"/>: what it gets; none leaves it without.</summary>
    public IReadOnlyList<string> PodCidrs { get; init; } = [];

    internal bool Hits(string image, string pod, string node) =>
        (Image is null || image.Contains(Image, StringComparison.Ordinal))
        && (Pod is null || pod.StartsWith(Pod, StringComparison.Ordinal))
        && (Node is null || Node == node);
}
