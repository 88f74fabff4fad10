using System.Net;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;
using CniOperator.Sandbox.Nodes;
using CniOperator.Sandbox.Options;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Controllers;

/// <summary>
/// kube-controller-manager's range allocator (<c>--allocate-node-cidrs</c>): gives each node one pod range per family; they never change.
/// </summary>
internal sealed class NodeIpamLoop(NodeFleet fleet, SandboxOptions options) : IControlLoop
{
    private readonly IPNetwork[] _clusters =
    [
        .. options
            .PodCidr.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(c => IPNetwork.Parse(c)),
    ];

    public string Name => "node-ipam-controller";

    public bool Cares(ResourceName resource) => resource == Kinds.Nodes;

    public LoopStep Step(ClusterView view, DateTimeOffset now)
    {
        var step = new StepBuilder(view, now, Name);
        var nodes = view.List(Kinds.Nodes).ToList();
        var used = nodes.SelectMany(n => n.Texts("spec", "podCIDRs")).Select(c => IPNetwork.Parse(c)).ToList();
        // node-2 before node-10: by age, then by name as people count.
        foreach (
            var node in nodes
                .Where(n => n.Text("spec", "podCIDR") is null && !n.IsDeleting())
                .OrderBy(n => n.Name().Length)
                .ThenBy(n => n.Name(), StringComparer.Ordinal)
        )
        {
            if (fleet.Faults.FirstOrDefault(f => f.Kind == NodeFaultKind.PodCidrs && f.Hits("", "", node.Name())) is { } fault)
            {
                if (fault.PodCidrs.Count > 0)
                    step.Add(Give(node, fault.PodCidrs));
                continue;
            }

            var given = _clusters.Select(c => Addressing.NextSubnet(c, MaskOf(c), used)).ToList();
            if (given.Count == 0)
                break;
            if (given.Any(g => g is null))
            {
                step.Event("v1", "Node", node, "Normal", "CIDRNotAvailable", $"Node {node.Name()} status is now: CIDRNotAvailable");
                continue;
            }

            used.AddRange(given.Select(g => g!.Value));
            step.Add(Give(node, [.. given.Select(g => g!.Value.ToString())]));
        }

        return step.Build();
    }

    private static UpdateWrite Give(JsonObject node, IReadOnlyList<string> ranges)
    {
        var update = node.Clone();
        update.FillMap("spec")["podCIDR"] = ranges[0];
        update.FillMap("spec")["podCIDRs"] = JsonNodes.ListOf(ranges);
        return new UpdateWrite(Kinds.Nodes, update);
    }

    private int MaskOf(IPNetwork cluster) =>
        cluster.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? options.NodeMaskIPv6 : options.NodeMask;
}
