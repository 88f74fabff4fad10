using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Loops;

/// <summary>Deletes exactly the object that the loop saw.</summary>
internal sealed record DeleteWrite(
    ResourceName Resource,
    string? Namespace,
    string Name,
    string Uid,
    string Propagation = "Background",
    long? GraceSeconds = null
) : ClusterWrite(Resource)
{
    public static DeleteWrite Of(ResourceName resource, JsonObject obj, string propagation = "Background", long? graceSeconds = null) =>
        new(resource, obj.Namespace(), obj.Name(), obj.Uid(), propagation, graceSeconds);
}
