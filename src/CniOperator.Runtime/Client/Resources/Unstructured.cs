using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CniOperator.Kubernetes.Objects;
using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Client.Resources;

/// <summary>
/// An object of any kind, as its raw JSON: no field is lost, unless its resource type keeps only some. Its metadata is also there typed,
/// read from the JSON once.
/// </summary>
public sealed class Unstructured : IKubernetesObject<V1ObjectMeta>
{
    private V1ObjectMeta? _metadata;

    /// <summary>Wraps a JSON object.</summary>
    public Unstructured(JsonObject json) => Json = json;

    /// <summary>Wraps a JSON object whose metadata was read along with it.</summary>
    internal Unstructured(JsonObject json, V1ObjectMeta? metadata) => (Json, _metadata) = (json, metadata);

    /// <summary>The object itself. Shared by caches: clone before changing.</summary>
    public JsonObject Json { get; }

    /// <summary>The object's apiVersion.</summary>
    public string ApiVersion
    {
        get => Json.Text("apiVersion") ?? "";
        set => Json["apiVersion"] = value;
    }

    /// <summary>The object's kind.</summary>
    public string Kind
    {
        get => Json.Text("kind") ?? "";
        set => Json["kind"] = value;
    }

    /// <summary>A typed view of the metadata, without managedFields. Changing it does not change <see cref="Json"/>.</summary>
    public V1ObjectMeta Metadata
    {
        get => _metadata ??= ObjectMetadata.Of(Json["metadata"] as JsonObject);
        set => _metadata = value;
    }

    /// <summary>The resource type of unstructured objects of a kind.</summary>
    public static ResourceType<Unstructured> Of(ResourceKind kind) => new(kind, TypeInfo);

    /// <summary>As above, with no more of each object than <paramref name="keep"/> says. Such objects are for reading only.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="keep">What is read of each object.</param>
    /// <param name="trim">Takes away, or makes smaller, what paths cannot tell apart.</param>
    public static ResourceType<Unstructured> Of(ResourceKind kind, KeptFields keep, Action<JsonObject>? trim = null) =>
        new(kind, UnstructuredConverter.Of(keep, trim));

    private static JsonTypeInfo<Unstructured> TypeInfo => UnstructuredConverter.TypeInfo;
}
