using System.Text.Json.Serialization;
using k8s.Models;

namespace CniOperator.Runtime.Client.Resources;

/// <summary>JSON metadata of <c>metadata</c> alone: all that the engine itself needs of KubernetesClient's types.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata
)]
[JsonSerializable(typeof(V1ObjectMeta))]
internal sealed partial class MetadataJsonContext : JsonSerializerContext;
