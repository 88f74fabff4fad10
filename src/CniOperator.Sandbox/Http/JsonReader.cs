using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Sandbox.Http;

/// <summary>
/// Parses JSON into nodes at once. <see cref="JsonNode.Parse(string, JsonNodeOptions?, JsonDocumentOptions)"/> parses lazily and fails late
/// on a
/// repeated field; here the last one wins, as in Go, and its path is reported.
/// </summary>
internal static class JsonReader
{
    /// <exception cref="JsonException">The text is not JSON.</exception>
    internal static JsonNode? Read(ReadOnlySpan<byte> utf8, List<string> duplicates)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 128 });
        if (!reader.Read())
            throw new JsonException("unexpected end of JSON input");
        var node = Value(ref reader, "", duplicates);
        if (reader.Read())
            throw new JsonException("invalid character after top-level value");
        return node;
    }

    private static JsonNode? Value(ref Utf8JsonReader reader, string path, List<string> duplicates) =>
        reader.TokenType switch
        {
            JsonTokenType.StartObject => Map(ref reader, path, duplicates),
            JsonTokenType.StartArray => List(ref reader, path, duplicates),
            JsonTokenType.String => JsonValue.Create(reader.GetString()),
            JsonTokenType.True => JsonValue.Create(true),
            JsonTokenType.False => JsonValue.Create(false),
            JsonTokenType.Null => null,
            JsonTokenType.Number => reader.TryGetInt64(out var whole) ? JsonValue.Create(whole) : JsonValue.Create(reader.GetDouble()),
            var other => throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"unexpected {other}")),
        };

    private static JsonObject Map(ref Utf8JsonReader reader, string path, List<string> duplicates)
    {
        var map = new JsonObject();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var field = reader.GetString()!;
            var at = path.Length == 0 ? field : $"{path}.{field}";
            if (map.ContainsKey(field))
                duplicates.Add(at);
            reader.Read();
            map[field] = Value(ref reader, at, duplicates);
        }

        return map;
    }

    private static JsonArray List(ref Utf8JsonReader reader, string path, List<string> duplicates)
    {
        var list = new JsonArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            list.Push(Value(ref reader, $"{path}[{list.Count}]", duplicates));
        return list;
    }
}
