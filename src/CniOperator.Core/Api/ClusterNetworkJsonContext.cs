using System.Text.Json.Serialization;

namespace CniOperator.Core.Api;

/// <summary>Generated serializers of the API types; <see cref="ClusterNetworkJson"/> is the way to use them.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(ClusterNetworkSpec))]
[JsonSerializable(typeof(ClusterNetworkStatus))]
internal sealed partial class ClusterNetworkJsonContext : JsonSerializerContext;
