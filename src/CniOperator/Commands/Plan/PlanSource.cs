using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;
using CniOperator.Core.Pipeline;
using CniOperator.Core.Validation;
using CniOperator.Kubernetes.Documents;

namespace CniOperator.Commands.Plan;

/// <summary>What a plan is made from, wherever it comes from: a file, options, a cluster.</summary>
/// <param name="Title">What it is, for people: <c>ClusterNetwork/default (flannel) of net.yaml</c>.</param>
/// <param name="Input">What the pipeline takes: the spec, nodes real or made up, and what else a cluster said.</param>
internal sealed record PlanSource(string Title, PipelineInput Input)
{
    /// <summary>The ClusterNetwork's name; <c>null</c> when there is none.</summary>
    public string? Name { get; init; }

    /// <summary>The file that holds it; <c>null</c> when it comes from elsewhere.</summary>
    public string? File { get; init; }

    /// <summary>Where its fields stand in the file.</summary>
    public SourceMap? Positions { get; init; }

    /// <summary>What could not be read of the cluster.</summary>
    public IReadOnlyList<Finding> Unread { get; init; } = [];

    /// <summary>What was assumed, and what is good to know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The spec.</summary>
    public ClusterNetworkSpec Spec => Input.Spec.Spec!;

    /// <summary>The nodes; <c>null</c> when they are not known.</summary>
    public NodeIndex? Nodes => Input.Addresses.Nodes;

    /// <summary>The pod networks with the prefix length of a node's share, as far as both can be read and fit.</summary>
    public IReadOnlyList<(IpNetwork Pods, int NodeMask)> Networks =>
        [
            .. Spec
                .PodNetwork.Cidrs.Select(TypedNetworks.Find)
                .OfType<IpNetwork>()
                .DistinctBy(n => n.Family)
                .Select(n => (Pods: n, NodeMask: MaskOf(n.Family)))
                .Where(n => n.NodeMask >= n.Pods.PrefixLength && n.NodeMask <= n.Pods.Family.Width()),
        ];

    /// <summary>The same with other nodes.</summary>
    public PlanSource WithNodes(NodeIndex? nodes) =>
        this with
        {
            Input = Input with
            {
                Addresses = Input.Addresses with { Nodes = nodes },
                Cluster = Input.Cluster with { NodeCount = nodes?.Nodes.Count },
            },
        };

    /// <summary>The same with nodes that are made up.</summary>
    public PlanSource WithAssumedNodes(NodeIndex nodes) =>
        WithNodes(nodes) with
        {
            Input = WithNodes(nodes).Input with { Addresses = Input.Addresses with { Nodes = nodes, NodesAreAssumed = true } },
        };

    /// <summary>The same with another pod network.</summary>
    public PlanSource WithPods(PodNetwork pods) =>
        this with
        {
            Input = Input with { Spec = SpecOf(Input.Name, Spec with { PodNetwork = pods }) },
        };

    /// <summary>A spec that was not read from a text.</summary>
    public static StoredSpec SpecOf(string name, ClusterNetworkSpec spec) =>
        StoredSpec.Of(new ParsedClusterNetwork(name, spec, null, [], new SourceMap()));

    private int MaskOf(IpFamily family) =>
        family == IpFamily.IPv4 ? Spec.PodNetwork.NodeMaskSizes.Ipv4 : Spec.PodNetwork.NodeMaskSizes.Ipv6;
}
