using System.Text;
using System.Text.Json.Nodes;

namespace CniOperator.Sandbox.Loops;

/// <summary>Stable hashes: FNV-1a, written with the letters that Kubernetes uses in generated names (no vowels, so no words).</summary>
internal static class Hashes
{
    private const string Letters = "bcdfghjklmnpqrstvwxz2456789";

    public static ulong Fnv64(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ b) * 1099511628211UL;
        return hash;
    }

    /// <summary>A label value that changes with the template's content but not with the order of its keys.</summary>
    public static string OfTemplate(JsonNode? template)
    {
        var text = new StringBuilder();
        Canonical(template, text);
        return Encode(Fnv64(text.ToString()), 10);
    }

    /// <summary>Turns a number into <paramref name="length"/> letters.</summary>
    public static string Encode(ulong value, int length)
    {
        var letters = new char[length];
        for (var i = 0; i < length; i++, value /= (ulong)Letters.Length)
            letters[i] = Letters[(int)(value % (ulong)Letters.Length)];
        return new string(letters);
    }

    private static void Canonical(JsonNode? node, StringBuilder text)
    {
        switch (node)
        {
            case JsonObject obj:
                text.Append('{');
                foreach (var (key, value) in obj.OrderBy(p => p.Key, StringComparer.Ordinal))
                {
                    text.Append(key).Append(':');
                    Canonical(value, text);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case JsonArray array:
                text.Append('[');
                foreach (var item in array)
                {
                    Canonical(item, text);
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
