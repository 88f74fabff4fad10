using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CniOperator.Runtime.Client.Resources;

/// <summary>Reads and writes <see cref="Unstructured"/> as the JSON object that it is, or as that part of it that is kept.</summary>
/// <param name="keep">What to read; <c>null</c>: everything.</param>
/// <param name="trim">What to make of it then; <c>null</c>: nothing.</param>
internal sealed class UnstructuredConverter(KeptFields? keep, Action<JsonObject>? trim) : JsonConverter<Unstructured>
{
    private static readonly JsonSerializerOptions Options = new() { TypeInfoResolver = MetadataJsonContext.Default };

    /// <summary>Whole objects.</summary>
    public static JsonTypeInfo<Unstructured> TypeInfo { get; } = Of(null);

    /// <summary>Objects of which a part is kept.</summary>
    public static JsonTypeInfo<Unstructured> Of(KeptFields? keep, Action<JsonObject>? trim = null) =>
        JsonMetadataServices.CreateValueInfo<Unstructured>(Options, new UnstructuredConverter(keep, trim));

    public override Unstructured Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("an object of the Kubernetes API must be a JSON object");
        if (keep is null)
            return ReadWhole(ref reader);
        var json = (JsonObject)keep.Read(ref reader)!;
        trim?.Invoke(json);
        return new Unstructured(json);
    }

    public override void Write(Utf8JsonWriter writer, Unstructured value, JsonSerializerOptions options) => value.Json.WriteTo(writer);

    /// <summary>
    /// Metadata is read from the same bytes at once: every cache needs it, and from a <see cref="JsonNode"/> it would have to be written
    /// first.
    /// </summary>
    private static Unstructured ReadWhole(ref Utf8JsonReader reader)
    {
        var element = JsonElement.ParseValue(ref reader);
        var metadata = element.TryGetProperty("metadata", out var found) ? found.Deserialize(ObjectMetadata.TypeInfo) : null;
        return new Unstructured(JsonObject.Create(element)!, metadata);
    }
}
