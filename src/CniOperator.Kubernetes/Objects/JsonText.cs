using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Objects;

/// <summary>
/// Compact JSON text without the HTML escapes that .NET adds: as API servers send it, and as keys and values stand inside
/// <c>fieldsV1</c>, which are compared as text.
/// </summary>
public static class JsonText
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of <paramref name="node"/>; <c>null</c> is the text <c>null</c>.</summary>
    public static string Of(JsonNode? node) => node is null ? "null" : Encoding.UTF8.GetString(Write(node).WrittenSpan);

    /// <summary>The text of <paramref name="node"/> in UTF-8.</summary>
    public static byte[] Utf8(JsonNode node) => Write(node).WrittenSpan.ToArray();

    private static ArrayBufferWriter<byte> Write(JsonNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Options);
        node.WriteTo(writer);
        writer.Flush();
        return buffer;
    }
}
