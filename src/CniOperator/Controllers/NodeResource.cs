using System.Text.Json.Nodes;
using CniOperator.Core.Objects;
using CniOperator.Core.Rollout;
using CniOperator.Runtime.Client;

namespace CniOperator.Controllers;

/// <summary>Nodes as this operator caches them: of the fifty kilobytes that a node may have, only what <c>NodeView</c> reads.</summary>
internal static class NodeResource
{
    internal static ResourceType<Unstructured> Type { get; } =
        Unstructured.Of(new ResourceKind("", "v1", "Node", "nodes", Namespaced: false)) with { Transform = Trim };

    /// <summary>True when a node changed in something that decisions read; heartbeats do not.</summary>
    internal static bool Matters(Unstructured before, Unstructured after) => !NodeView.Of(before.Json).Equals(NodeView.Of(after.Json));

    private static Unstructured Trim(Unstructured node)
    {
        var metadata = new JsonObject();
        foreach (var field in new[] { "name", "uid", "resourceVersion", "creationTimestamp", "labels" })
        {
            if (node.Json.At("metadata", field) is { } value) metadata[field] = value.DeepClone();
        }

        var ready = node.Json.Items("status", "conditions").FirstOrDefault(c => c.Text("type") == "Ready");
        return new Unstructured(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Node",
            ["metadata"] = metadata,
            ["spec"] = new JsonObject
            {
                ["unschedulable"] = node.Json.Flag("spec", "unschedulable"),
                ["podCIDRs"] = node.Json.At("spec", "podCIDRs")?.DeepClone(),
            },
            ["status"] = new JsonObject
            {
                ["conditions"] = new JsonArray(ready is null ? [] : [new JsonObject { ["type"] = "Ready", ["status"] = ready.Text("status") }]),
            },
        });
    }
}
