using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Controllers;

/// <summary>One change that a control loop wants, in the order in which it is to be made.</summary>
internal abstract record ClusterWrite(ResourceName Resource)
{
    /// <summary>The field manager, when it is not the loop itself (a simulated daemon writes under its own name).</summary>
    public string? Manager { get; init; }
}

/// <summary>Creates an object. When the API refuses, <paramref name="Refused"/> says what to tell the owner (usually an Event).</summary>
internal sealed record CreateWrite(ResourceName Resource, JsonObject Object, Func<string, ClusterWrite?>? Refused = null)
    : ClusterWrite(Resource);

/// <summary>Replaces an object or its subresource, with the resource version that the loop saw.</summary>
internal sealed record UpdateWrite(ResourceName Resource, JsonObject Object, string? Subresource = null) : ClusterWrite(Resource);

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
