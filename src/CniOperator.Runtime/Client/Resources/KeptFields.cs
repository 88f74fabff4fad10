using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CniOperator.Runtime.Client.Resources;

/// <summary>
/// Which fields of an object are read at all; the rest is passed over in the bytes. Of the kilobytes that a pod or a node has, an operator
/// with thousands of them cannot afford to keep, nor even to build, more than it looks at.
/// </summary>
public sealed class KeptFields
{
    // What the engine itself looks at; the annotation ends the list within a streaming list, KEP-3157.
    private static readonly string[] Identity = ["name", "namespace", "uid", "resourceVersion", "deletionTimestamp"];
    private const string InitialEventsEnd = "k8s.io/initial-events-end";

    // No field has such a character in its name.
    private const string EscapedDot = "\0";

    private readonly List<(byte[] Name, string Text, KeptFields Fields)> _children = [];

    private KeptFields() { }

    /// <summary>
    /// Keeps the fields at these paths, each whole, and the object's identity. <c>a.b</c> is the field b of the object a, or of each object
    /// of
    /// the list a; a dot within a name has a backslash before it: <c>metadata.labels.kubernetes\.io/os</c>.
    /// </summary>
    public static KeptFields Of(params IEnumerable<string> paths)
    {
        var root = new KeptFields();
        foreach (var path in paths)
        {
            var at = root;
            foreach (var name in path.Replace("\\.", EscapedDot, StringComparison.Ordinal).Split('.'))
                at = at.Child(name.Replace(EscapedDot, ".", StringComparison.Ordinal));
        }

        foreach (var name in (string[])["apiVersion", "kind"])
            root.Child(name);
        var metadata = root.Child("metadata");
        foreach (var name in Identity)
            metadata.Child(name);
        metadata.Child("annotations").Child(InitialEventsEnd);
        return root;
    }

    /// <summary>Reads the value that the reader stands on, and leaves it at the value's end.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    internal JsonNode? Read(ref Utf8JsonReader reader) =>
        reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadObject(ref reader),
            JsonTokenType.StartArray => ReadArray(ref reader),
            JsonTokenType.String => JsonValue.Create(reader.GetString()),
            JsonTokenType.True or JsonTokenType.False => JsonValue.Create(reader.GetBoolean()),
            JsonTokenType.Null => null,

            // Numbers stay as they are written.
            _ => JsonNode.Parse(ref reader),
        };

    private JsonObject ReadObject(ref Utf8JsonReader reader)
    {
        var result = new JsonObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (_children.Count == 0)
            {
                // A leaf: everything below it.
                var name = reader.GetString()!;
                reader.Read();
                result[name] = Read(ref reader);
            }
            else if (Find(ref reader) is { } child)
            {
                reader.Read();
                result[child.Text] = child.Fields.Read(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return result;
    }

    private JsonArray ReadArray(ref Utf8JsonReader reader)
    {
        var result = new JsonArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            result.Add(Read(ref reader));
        return result;
    }

    private (byte[] Name, string Text, KeptFields Fields)? Find(ref Utf8JsonReader reader)
    {
        foreach (var child in _children)
        {
            if (reader.ValueTextEquals(child.Name))
                return child;
        }

        return null;
    }

    private KeptFields Child(string name)
    {
        foreach (var child in _children)
        {
            if (child.Text == name)
                return child.Fields;
        }

        var added = new KeptFields();
        _children.Add((Encoding.UTF8.GetBytes(name), name, added));
        return added;
    }
}
