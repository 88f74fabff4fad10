namespace CniOperator.Core.Api;

/// <summary>Prefix lengths of a node's share of the pod network, as kube-controller-manager's <c>--node-cidr-mask-size-*</c>.</summary>
public sealed record NodeMaskSizes
{
    /// <summary>For IPv4.</summary>
    public int Ipv4 { get; init; } = 24;

    /// <summary>For IPv6.</summary>
    public int Ipv6 { get; init; } = 64;
}
