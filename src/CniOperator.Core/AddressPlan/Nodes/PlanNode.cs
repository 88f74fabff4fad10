using CniOperator.Kubernetes.Selectors;

namespace CniOperator.Core.AddressPlan.Nodes;

/// <summary>What the plan needs of a node.</summary>
/// <param name="Name">Its name.</param>
/// <param name="PodCidrs"><c>spec.podCIDRs</c>, as written.</param>
public sealed record PlanNode(string Name, IReadOnlyList<string> PodCidrs)
{
    /// <summary>Addresses of type InternalIP and ExternalIP in <c>status.addresses</c>, as written.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Its labels, which selectors of pools go by.</summary>
    public NodeLabels Labels { get; init; } = NodeLabels.None;

    /// <summary><c>status.capacity.pods</c>, the kubelet's <c>maxPods</c>; <c>null</c> when it has not said.</summary>
    public int? MaxPods { get; init; }

    /// <summary>
    /// Its runtime is Docker, which takes 172.17.0.0/16 for its bridge: <c>status.nodeInfo.containerRuntimeVersion</c> begins with
    /// <c>docker://</c>.
    /// </summary>
    public bool RunsDocker { get; init; }
}
