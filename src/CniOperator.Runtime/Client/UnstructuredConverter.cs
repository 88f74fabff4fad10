using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CniOperator.Runtime.Client;

/// <summary>Reads and writes <see cref="Unstructured"/> as the JSON object that it is.</summary>
internal sealed class UnstructuredConverter : JsonConverter<Unstructured>
{
    private static readonly JsonSerializerOptions Options = new() { TypeInfoResolver = MetadataJsonContext.Default };

    public static JsonTypeInfo<Unstructured> TypeInfo { get; } =
        JsonMetadataServices.CreateValueInfo<Unstructured>(Options, new UnstructuredConverter());

    /// <summary>
    /// Metadata is read from the same bytes at once: every cache needs it, and from a <see cref="JsonNode"/> it would have to be written first.
    /// </summary>
    public override Unstructured Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var element = JsonElement.ParseValue(ref reader);
        if (element.ValueKind != JsonValueKind.Object)
            throw new JsonException("an object of the Kubernetes API must be a JSON object");
        var metadata = element.TryGetProperty("metadata", out var found) ? found.Deserialize(ObjectMetadata.TypeInfo) : null;
        return new Unstructured(JsonObject.Create(element)!, metadata);
    }

    public override void Write(Utf8JsonWriter writer, Unstructured value, JsonSerializerOptions options) => value.Json.WriteTo(writer);
}
