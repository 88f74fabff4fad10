namespace CniOperator.Core.Api;

/// <summary>The pods' addresses.</summary>
public sealed record PodNetwork
{
    /// <summary>One CIDR per IP family, at most two.</summary>
    public IReadOnlyList<string> Cidrs { get; init; } = [];

    /// <summary>The prefix length of each node's share.</summary>
    public NodeMaskSizes NodeMaskSizes { get; init; } = new();

    /// <summary>The pods' MTU in bytes; <c>null</c> to derive it from the nodes' links and the backend's overhead.</summary>
    public int? Mtu { get; init; }

    /// <summary>Further ranges that must not overlap (site networks, VPNs).</summary>
    public IReadOnlyList<string> Avoid { get; init; } = [];
}
