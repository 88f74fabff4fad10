using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Http;

/// <summary>A list's text, put together from the objects' own texts.</summary>
internal static class ListText
{
    internal static byte[] Write(Resource resource, ServedVersion version, IReadOnlyList<StoredObject> items, JsonObject metadata)
    {
        // Custom resources' lists always say whether they go on.
        if (resource.Custom)
            metadata["continue"] ??= "";
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(Math.Max(256, items.Count * 1024));
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("kind"u8, resource.ListKind);
            writer.WriteString("apiVersion"u8, version.ApiVersion);
            writer.WritePropertyName("metadata"u8);
            metadata.WriteTo(writer);
            writer.WriteStartArray("items"u8);
            foreach (var item in items)
                writer.WriteRawValue(Item(resource, version, item), skipInputValidation: true);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>
    /// Items of built-in lists carry no kind and apiVersion, items of custom resources do: an old quirk of the API server that clients must
    /// cope with.
    /// </summary>
    private static ReadOnlySpan<byte> Item(Resource resource, ServedVersion version, StoredObject item)
    {
        var text = item.Utf8At(version).AsSpan();
        if (resource.Custom)
            return text;
        var metadata = text.IndexOf(",\"metadata\":"u8);
        var trimmed = text[metadata..].ToArray();
        trimmed[0] = (byte)'{';
        return trimmed;
    }
}
