using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Runtime.Client.Decoding;
using CniOperator.Runtime.Client.Resources;
using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Watching;

/// <summary>Decodes one line of a watch in one pass, without a string in between.</summary>
internal static class WatchEventReader
{
    /// <exception cref="JsonException">The line is not a watch event, or its object does not fit the type.</exception>
    public static WatchEvent<T> Read<T>(in ReadOnlySequence<byte> line, ResourceType<T> type)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var reader = new Utf8JsonReader(line);
        Demand(reader.Read() && reader.TokenType == JsonTokenType.StartObject);
        WatchEventType? kind = null;
        Utf8JsonReader atObject = default;
        var hasObject = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                kind = TypeOf(ref reader);
            }
            else if (reader.ValueTextEquals("object"u8))
            {
                reader.Read();
                if (kind is { } known)
                    return Complete(ref reader, known, type);

                // The API server writes the type first. Should something in between reorder the fields, come back to the object.
                atObject = reader;
                hasObject = true;
                reader.Skip();
            }
            else
            {
                reader.Skip();
            }
        }

        Demand(kind is not null && hasObject);
        return Decode(ref atObject, kind!.Value, type);
    }

    private static WatchEvent<T> Complete<T>(ref Utf8JsonReader reader, WatchEventType kind, ResourceType<T> type)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var result = Decode(ref reader, kind, type);

        // To the end: a line that was cut after the object must not pass for a whole one.
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            reader.Skip();
        return result;
    }

    private static WatchEvent<T> Decode<T>(ref Utf8JsonReader reader, WatchEventType kind, ResourceType<T> type)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        if (kind == WatchEventType.Error)
            return new WatchEvent<T>(kind, null, JsonNode.Parse(ref reader) as JsonObject ?? []);
        var item = JsonSerializer.Deserialize(ref reader, type.TypeInfo) ?? throw new JsonException("a watch event has no object");
        return new WatchEvent<T>(kind, ListReader.Stamp(item, type.Kind), null);
    }

    private static WatchEventType TypeOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("ADDED"u8) ? WatchEventType.Added
        : reader.ValueTextEquals("MODIFIED"u8) ? WatchEventType.Modified
        : reader.ValueTextEquals("DELETED"u8) ? WatchEventType.Deleted
        : reader.ValueTextEquals("BOOKMARK"u8) ? WatchEventType.Bookmark
        : reader.ValueTextEquals("ERROR"u8) ? WatchEventType.Error
        : throw new JsonException($"unknown type of watch event: {reader.GetString()}");

    private static void Demand(bool holds)
    {
        if (!holds)
            throw new JsonException("a line of a watch must be an object with type and object");
    }
}
