using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CniOperator.Runtime.Client;

/// <summary>Reads and writes <see cref="Unstructured"/> as the JSON object that it is.</summary>
internal sealed class UnstructuredConverter : JsonConverter<Unstructured>
{
    private static readonly JsonSerializerOptions Options = new() { TypeInfoResolver = RuntimeJsonContext.Default };

    public static JsonTypeInfo<Unstructured> TypeInfo { get; } =
        JsonMetadataServices.CreateValueInfo<Unstructured>(Options, new UnstructuredConverter());

    public override Unstructured Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonNode.Parse(ref reader) is JsonObject json
            ? new Unstructured(json)
            : throw new JsonException("an object of the Kubernetes API must be a JSON object");

    public override void Write(Utf8JsonWriter writer, Unstructured value, JsonSerializerOptions options) => value.Json.WriteTo(writer);
}
