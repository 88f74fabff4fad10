using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Objects;

/// <summary>A short hash of an object's content, the same whatever the order of its fields.</summary>
public static class ContentHash
{
    /// <summary>The hash of <paramref name="node"/>: 16 hexadecimal digits.</summary>
    public static string Of(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(node, text);
        return OfText(text.ToString());
    }

    /// <summary>The hash of <paramref name="text"/>.</summary>
    public static string OfText(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 8);

    private static void Write(JsonNode? node, StringBuilder text)
    {
        switch (node)
        {
            case JsonObject o:
                text.Append('{');
                foreach (var (name, value) in o.OrderBy(p => p.Key, StringComparer.Ordinal))
                {
                    text.Append(System.Text.Json.JsonEncodedText.Encode(name)).Append(':');
                    Write(value, text);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case JsonArray a:
                text.Append('[');
                foreach (var item in a)
                {
                    Write(item, text);
                    text.Append(',');
                }

                text.Append(']');
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }
}
