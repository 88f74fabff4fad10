using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CniOperator.Core.Api;
using CniOperator.Core.Observation;
using CniOperator.Runtime.Client.Resources;
using k8s;
using k8s.Models;

namespace CniOperator.Controllers;

/// <summary>
/// A ClusterNetwork as the server sends it, kept raw: a spec that this version cannot read must still reach the controller, which says
/// what is wrong with it.
/// </summary>
[KubernetesEntity(
    Group = ClusterNetworkApi.Group,
    ApiVersion = ClusterNetworkApi.Version,
    Kind = ClusterNetworkApi.Kind,
    PluralName = ClusterNetworkApi.Plural
)]
public sealed class ClusterNetwork(JsonObject json) : IKubernetesObject<V1ObjectMeta>
{
    private static readonly JsonSerializerOptions Options = new() { TypeInfoResolver = ObjectMetadata.TypeInfo.OriginatingResolver };

    private readonly Lazy<NetworkObject> _network = new(() => new NetworkObject(json));
    private V1ObjectMeta? _metadata;

    /// <summary>The resource, as the API server serves it.</summary>
    public static ResourceKind Served { get; } =
        new(ClusterNetworkApi.Group, ClusterNetworkApi.Version, ClusterNetworkApi.Kind, ClusterNetworkApi.Plural, Namespaced: false);

    /// <summary>The resource, with how it is read and written.</summary>
    public static ResourceType<ClusterNetwork> Resource { get; } =
        new(Served, JsonMetadataServices.CreateValueInfo<ClusterNetwork>(Options, new ClusterNetworkConverter()));

    /// <summary>The object itself. Shared by caches: clone before changing.</summary>
    public JsonObject Json { get; } = json;

    /// <inheritdoc/>
    public string ApiVersion
    {
        get => ClusterNetworkApi.ApiVersion;
        set => Json["apiVersion"] = value;
    }

    /// <inheritdoc/>
    public string Kind
    {
        get => ClusterNetworkApi.Kind;
        set => Json["kind"] = value;
    }

    /// <summary>A typed view of the metadata, without managedFields. Changing it does not change <see cref="Json"/>.</summary>
    public V1ObjectMeta Metadata
    {
        get => _metadata ??= (Json["metadata"] as JsonObject)?.Deserialize(ObjectMetadata.TypeInfo) ?? new V1ObjectMeta();
        set => _metadata = value;
    }

    /// <summary>The object as decisions take it; its spec is read once.</summary>
    public NetworkObject AsNetwork() => _network.Value;
}
