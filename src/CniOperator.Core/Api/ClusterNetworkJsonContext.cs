using System.Text.Json.Serialization;

namespace CniOperator.Core.Api;

/// <summary>Generated serializer of the spec; <see cref="ClusterNetworkJson"/> is the way to use them.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(ClusterNetworkSpec))]
internal sealed partial class ClusterNetworkJsonContext : JsonSerializerContext;
