using System.Text.Json.Nodes;
using CniOperator.Connectivity.Observing;
using CniOperator.Core.AddressPlan.Sources;
using CniOperator.Core.Api;
using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Selectors;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Controllers;

/// <summary>Nodes as this operator caches them: of the fifty kilobytes that a node may have, only what the views read.</summary>
internal static class NodeResource
{
    internal static ResourceType<Unstructured> Type { get; } =
        Unstructured.Of(KubernetesKinds.Nodes, KeptFields.Of(NodeView.Fields.Concat(NodeReader.Fields).Concat(NodeRecord.Fields)), Trim);

    /// <summary>True when a node changed in something that decisions read; heartbeats do not.</summary>
    internal static bool Matters(Unstructured before, Unstructured after) =>
        !NodeView.Of(before.Json).Equals(NodeView.Of(after.Json))
        || !NodeReader.Same(NodeReader.Of(before.Json), NodeReader.Of(after.Json));

    private static void Keep(JsonObject condition, params ReadOnlySpan<string> fields)
    {
        foreach (var field in condition.Select(f => f.Key).ToList())
            if (!fields.Contains(field))
                condition.Remove(field);
    }

    // Of a node's five conditions or more, three are read: of one only what it says, and the words of the other two only while they say
    // that something is wrong; of Ready always since when.
    private static void Trim(JsonObject node)
    {
        NodeLabels.Pack(node);
        if (node.At("status", "conditions") is not JsonArray conditions)
            return;
        for (var i = conditions.Count - 1; i >= 0; i--)
        {
            if (conditions[i] is not JsonObject condition)
                continue;
            if (condition.Text("type") is not ("Ready" or "NetworkUnavailable" or ClusterNetworkApi.NodeCondition))
                conditions.RemoveAt(i);
            else if (condition.Text("type") == ClusterNetworkApi.NodeCondition)
                Keep(condition, "type", "status");
            else if (condition.Text("status") == (condition.Text("type") == "Ready" ? "True" : "False"))
            {
                foreach (var words in (string[])["reason", "message"])
                    condition.Remove(words);
                if (condition.Text("type") != "Ready")
                    condition.Remove("lastTransitionTime");
            }
        }
    }
}
