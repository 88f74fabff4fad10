using System.Net;
using CniOperator.Sandbox.Nodes;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Controllers;

/// <summary>kube-controller-manager's range allocator (<c>--allocate-node-cidrs</c>): gives each node one pod range per family; they never change.</summary>
internal sealed class NodeIpamLoop(SandboxOptions options) : IControlLoop
{
    private readonly IPNetwork[] _clusters =
        [.. options.PodCidr.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(c => IPNetwork.Parse(c))];

    public string Name => "node-ipam-controller";

    public bool Cares(ResourceName resource) => resource == Kinds.Nodes;

    public LoopStep Step(ClusterView view, DateTimeOffset now)
    {
        var step = new StepBuilder(view, now, Name);
        var nodes = view.List(Kinds.Nodes).ToList();
        var used = nodes.SelectMany(n => n.Texts("spec", "podCIDRs")).Select(c => IPNetwork.Parse(c)).ToList();
        // node-2 before node-10: by age, then by name as people count.
        foreach (var node in nodes.Where(n => n.TextAt("spec", "podCIDR") is null && !n.IsDeleting()).OrderBy(n => n.Name().Length).ThenBy(n => n.Name(), StringComparer.Ordinal))
        {
            var given = _clusters.Select(c => Addressing.NextSubnet(c, MaskOf(c), used)).ToList();
            if (given.Count == 0) break;
            if (given.Any(g => g is null))
            {
                step.Event("v1", "Node", node, "Normal", "CIDRNotAvailable", $"Node {node.Name()} status is now: CIDRNotAvailable");
                continue;
            }

            used.AddRange(given.Select(g => g!.Value));
            var update = node.Clone();
            update.Ensure("spec")["podCIDR"] = given[0]!.Value.ToString();
            update.Ensure("spec")["podCIDRs"] = JsonWriting.ArrayOf(given.Select(g => g!.Value.ToString()));
            step.Add(new UpdateWrite(Kinds.Nodes, update));
        }

        return step.Build();
    }

    private int MaskOf(IPNetwork cluster) =>
        cluster.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? options.NodeMaskIPv6 : options.NodeMask;
}
