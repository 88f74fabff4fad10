using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.AddressPlan.Inputs;

/// <summary>What one part of the control plane believes about the cluster's networks, as far as it can be read.</summary>
/// <param name="Source">
/// Where it was read: <c>ConfigMap kube-system/kubeadm-config</c>, <c>Pod kube-system/kube-controller-manager-a</c>.
/// </param>
public sealed record ControlPlaneSettings(ObjectKey Source)
{
    /// <summary>
    /// kube-controller-manager's <c>--cluster-cidr</c>, or kubeadm's <c>networking.podSubnet</c>, as written; empty when not stated.
    /// </summary>
    public IReadOnlyList<string> PodCidrs { get; init; } = [];

    /// <summary>
    /// <c>--service-cluster-ip-range</c>, or kubeadm's <c>networking.serviceSubnet</c>, as written; empty when not stated.
    /// </summary>
    public IReadOnlyList<string> ServiceCidrs { get; init; } = [];

    /// <summary><c>--node-cidr-mask-size</c> or <c>--node-cidr-mask-size-ipv4</c>; <c>null</c> when not stated.</summary>
    public int? NodeMaskIpv4 { get; init; }

    /// <summary><c>--node-cidr-mask-size-ipv6</c>; <c>null</c> when not stated.</summary>
    public int? NodeMaskIpv6 { get; init; }

    /// <summary><c>--allocate-node-cidrs</c>; <c>null</c> when not stated, which means false for the flag.</summary>
    public bool? AllocatesNodeCidrs { get; init; }
}
