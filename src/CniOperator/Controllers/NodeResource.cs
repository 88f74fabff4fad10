using CniOperator.Core.AddressPlan.Sources;
using CniOperator.Core.Rollout;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Controllers;

/// <summary>Nodes as this operator caches them: of the fifty kilobytes that a node may have, only what the views read.</summary>
internal static class NodeResource
{
    internal static ResourceType<Unstructured> Type { get; } =
        Unstructured.Of(KubernetesKinds.Nodes, KeptFields.Of(NodeView.Fields.Concat(NodeReader.Fields)));

    /// <summary>True when a node changed in something that decisions read; heartbeats do not.</summary>
    internal static bool Matters(Unstructured before, Unstructured after) =>
        !NodeView.Of(before.Json).Equals(NodeView.Of(after.Json))
        || !NodeReader.Same(NodeReader.Of(before.Json), NodeReader.Of(after.Json));
}
