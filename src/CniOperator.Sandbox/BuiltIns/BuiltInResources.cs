using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Sandbox.BuiltIns;

/// <summary>The built-in resources, and what kube-apiserver does to their objects on the way in.</summary>
public static class BuiltInResources
{
    /// <summary>Every built-in resource, virtual ones included.</summary>
    public static IReadOnlyList<BuiltInResource> All { get; } = ResourceTable.All;

    /// <summary>The resource of a kind, or <c>null</c> when it is not a built-in one.</summary>
    public static BuiltInResource? Find(string apiVersion, string kind) =>
        All.FirstOrDefault(r => r.ApiVersion == apiVersion && r.Kind == kind);

    /// <summary>
    /// Fills in what kube-apiserver fills in and drops nulls, in place. Allocation (cluster IPs, node ports, UIDs) is not part of it.
    /// Call it on create, update and after an apply; it changes nothing the second time.
    /// </summary>
    public static void Default(BuiltInResource resource, JsonObject obj) => Defaulting.Apply(resource, obj);

    /// <summary>
    /// Why an object cannot be read at all: a value of another type than its field's. Ask before <see cref="Default"/>; the API server
    /// answers HTTP 400 (BadRequest) with this message. <c>null</c> when it can be read.
    /// </summary>
    public static string? FindDecodeProblem(BuiltInResource resource, JsonObject obj) =>
        ShapeCheck.FindDecodeProblem(resource.Schema, obj, "", resource.Kind) is { } problem
            ? $"{resource.Kind} in version \"{resource.Version}\" cannot be handled as a {resource.Kind}: {problem}"
            : null;

    /// <summary>
    /// The errors of an object that was defaulted, worded as kube-apiserver words them; empty when it may be stored.
    /// </summary>
    /// <param name="resource">Its resource.</param>
    /// <param name="obj">The object.</param>
    /// <param name="old">The stored object on an update; <c>null</c> on a create. It makes immutable fields immutable.</param>
    public static IReadOnlyList<FieldError> Validate(BuiltInResource resource, JsonObject obj, JsonObject? old) =>
        Validation.Run(resource, obj, old);
}
