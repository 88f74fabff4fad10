using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Answers;

/// <summary>Objects without their content: <c>PartialObjectMetadata</c> of meta.k8s.io/v1.</summary>
internal static class MetadataOnly
{
    internal static JsonObject Of(StoredObject obj) =>
        new()
        {
            ["kind"] = "PartialObjectMetadata",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = obj.Json["metadata"]?.DeepClone(),
        };

    internal static byte[] List(IReadOnlyList<StoredObject> items, JsonObject metadata) =>
        JsonText.Utf8(
            new JsonObject
            {
                ["kind"] = "PartialObjectMetadataList",
                ["apiVersion"] = "meta.k8s.io/v1",
                ["metadata"] = metadata,
                ["items"] = new JsonArray([.. items.Select(Of)]),
            }
        );
}
