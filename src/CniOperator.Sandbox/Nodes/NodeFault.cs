namespace CniOperator.Sandbox.Nodes;

/// <summary>A failure on request. Every property that is set must match; a fault with none set hits everything.</summary>
public sealed record NodeFault(NodeFaultKind Kind)
{
    /// <summary>Part of the image reference, or null for any image.</summary>
    public string? Image { get; init; }

    /// <summary>Beginning of the pod's name, or null for any pod.</summary>
    public string? Pod { get; init; }

    /// <summary>Exact node name, or null for any node.</summary>
    public string? Node { get; init; }

    /// <summary>What the container writes to its log before it crashes, the registry's error, or the kubelet's words.</summary>
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
