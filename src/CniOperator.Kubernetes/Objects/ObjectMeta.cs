using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Objects;

/// <summary>Reads <c>metadata</c> of raw Kubernetes objects.</summary>
public static class ObjectMeta
{
    /// <summary>The metadata, put there when the object has none.</summary>
    public static JsonObject Metadata(this JsonObject obj) => obj.FillMap("metadata");

    /// <summary>The name; empty when there is none.</summary>
    public static string Name(this JsonObject obj) => obj.Text("metadata", "name") ?? "";

    /// <summary>The namespace; <c>null</c> for cluster-scoped objects.</summary>
    public static string? Namespace(this JsonObject obj) => obj.Text("metadata", "namespace") is { Length: > 0 } ns ? ns : null;

    /// <summary>The uid; empty in what was not stored yet.</summary>
    public static string Uid(this JsonObject obj) => obj.Text("metadata", "uid") ?? "";

    /// <summary>The labels; empty when there are none.</summary>
    public static IReadOnlyDictionary<string, string> Labels(this JsonObject obj) => obj.TextMap("metadata", "labels");

    /// <summary>True when the object is marked for deletion.</summary>
    public static bool IsDeleting(this JsonObject obj) => obj.Text("metadata", "deletionTimestamp") is not null;

    /// <summary>True when a finalizer holds the object.</summary>
    public static bool HasFinalizers(this JsonObject obj) => obj.List("metadata", "finalizers") is { Count: > 0 };

    /// <summary>The uid of the owner that controls the object, or <c>null</c>.</summary>
    public static string? ControllerUid(this JsonObject obj) =>
        obj.Items("metadata", "ownerReferences").FirstOrDefault(o => o.Flag("controller")).Text("uid");

    /// <summary>An owner reference that makes <paramref name="owner"/> the controller of the object that has it.</summary>
    public static JsonObject ControllerReference(string apiVersion, string kind, JsonObject owner) =>
        new()
        {
            ["apiVersion"] = apiVersion,
            ["kind"] = kind,
            ["name"] = owner.Name(),
            ["uid"] = owner.Uid(),
            ["controller"] = true,
            ["blockOwnerDeletion"] = true,
        };
}
