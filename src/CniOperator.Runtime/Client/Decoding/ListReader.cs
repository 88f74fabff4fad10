using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CniOperator.Runtime.Client.Resources;
using k8s;
using k8s.Models;

namespace CniOperator.Runtime.Client.Decoding;

/// <summary>Reads one page of a list in one pass. Items of a list state no kind of their own, so it is filled in.</summary>
internal static class ListReader
{
    public sealed record Page<T>(List<T> Items, string ResourceVersion, string Continue);

    /// <exception cref="JsonException">It is not a list, or an item does not fit the type.</exception>
    public static Page<T> Read<T>(ReadOnlySpan<byte> body, ResourceType<T> type)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var reader = new Utf8JsonReader(body);
        var items = new List<T>();
        var (version, next) = ("", "");
        Demand(reader.Read() && reader.TokenType == JsonTokenType.StartObject, "the answer is not a JSON object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("items"u8))
                ReadItems(ref reader, type, items);
            else if (reader.ValueTextEquals("metadata"u8))
                (version, next) = ReadMetadata(ref reader);
            else
                reader.Skip();
        }

        return new Page<T>(items, version, next);
    }

    public static T Stamp<T>(T item, ResourceKind kind)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        if (string.IsNullOrEmpty(item.Kind))
            item.Kind = kind.Kind;
        if (string.IsNullOrEmpty(item.ApiVersion))
            item.ApiVersion = kind.ApiVersion;
        return item;
    }

    private static void ReadItems<T>(ref Utf8JsonReader reader, ResourceType<T> type, List<T> items)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return;
        Demand(reader.TokenType == JsonTokenType.StartArray, "items is not an array");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(Stamp(ReadItem(ref reader, type.TypeInfo), type.Kind));
    }

    private static T ReadItem<T>(ref Utf8JsonReader reader, JsonTypeInfo<T> info) =>
        JsonSerializer.Deserialize(ref reader, info) ?? throw new JsonException("an item is null");

    private static (string Version, string Continue) ReadMetadata(ref Utf8JsonReader reader)
    {
        var (version, next) = ("", "");
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            return (version, next);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isVersion = reader.ValueTextEquals("resourceVersion"u8);
            var isContinue = reader.ValueTextEquals("continue"u8);
            reader.Read();
            if (isVersion)
                version = reader.GetString() ?? "";
            else if (isContinue)
                next = reader.GetString() ?? "";
            else
                reader.Skip();
        }

        return (version, next);
    }

    private static void Demand(bool holds, string message)
    {
        if (!holds)
            throw new JsonException(message);
    }
}
