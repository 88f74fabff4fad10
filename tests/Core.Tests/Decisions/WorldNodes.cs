using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.AddressPlan.Sources;
using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Decisions;

/// <summary>Reads the nodes of a <see cref="World"/> as the operator does: each once, as long as it is the same instance.</summary>
internal sealed class WorldNodes
{
    private readonly ConditionalWeakTable<JsonObject, PlanNode> _plan = [];
    private readonly ConditionalWeakTable<JsonObject, NodeView> _views = [];
    private ClusterAddresses _addresses = new() { Nodes = NodeIndex.Empty };

    /// <summary>Node <c>node-1</c> and so on, not ready yet, with the share of 10.244.0.0/16 that belongs to its number.</summary>
    internal static JsonObject Node(int number, string name = "node-") =>
        Live.Json(
            $$$"""
            {"apiVersion":"v1","kind":"Node",
             "metadata":{"name":"{{{name + number}}}","uid":"uid-{{{number}}}","creationTimestamp":"2026-01-01T00:00:00Z"},
             "spec":{"podCIDRs":["10.{{{244 + (number / 256)}}}.{{{number % 256}}}.0/24"]},
             "status":{"conditions":[{"type":"Ready","status":"False"}],"capacity":{"pods":"110"},
                       "addresses":[{"type":"InternalIP","address":"192.168.{{{number / 256}}}.{{{number % 256}}}"}]}}
            """
        );

    /// <summary>
    /// The node as it says that it is ready; one whose kubelet is silent, or that is ready or not for a reason, stays so.
    /// </summary>
    internal static JsonObject Ready(JsonObject node, bool ready)
    {
        var condition = node.Items("status", "conditions").FirstOrDefault(c => c.Text("type") == "Ready");
        if (!ready || condition.Text("status") is "True" or "Unknown" || condition.Text("message") is not null)
            return node;
        var changed = (JsonObject)node.DeepClone();
        changed["status"]!["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = "True" });
        return changed;
    }

    internal IReadOnlyList<NodeView> Views(IEnumerable<JsonObject> nodes) => [.. nodes.Select(n => _views.GetValue(n, NodeView.Of))];

    /// <summary>What the plan sees; the same instance as long as nothing in it changed.</summary>
    internal ClusterAddresses Addresses(IEnumerable<JsonObject> nodes)
    {
        var index = _addresses.Nodes!.With(nodes.Select(n => _plan.GetValue(n, NodeReader.Of)));
        return ReferenceEquals(index, _addresses.Nodes) ? _addresses : _addresses = new ClusterAddresses { Nodes = index };
    }
}
