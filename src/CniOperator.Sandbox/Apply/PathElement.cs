using System.Text.Json.Nodes;

namespace CniOperator.Sandbox.Apply;

/// <summary>
/// One step of a field's path, kept in the form <c>fieldsV1</c> writes: <c>f:spec</c>, <c>k:{"name":"x"}</c>, <c>v:"a"</c>, <c>i:0</c>
/// (<c>sigs.k8s.io/structured-merge-diff</c>). Keys have their fields sorted, so that equal steps are equal texts.
/// </summary>
internal readonly record struct PathElement(string Text) : IComparable<PathElement>
{
    private const string Kinds = "fkvi";

    internal bool IsField => Text[0] == 'f';

    /// <summary>The field's name; only for fields.</summary>
    internal string Name => Text[2..];

    internal static PathElement Field(string name) => new("f:" + name);

    internal static PathElement Index(int index) => new($"i:{index}");

    internal static PathElement Value(JsonNode? value) => new("v:" + JsonText.Of(value));

    internal static PathElement Key(IEnumerable<KeyValuePair<string, JsonNode?>> fields)
    {
        var key = new JsonObject();
        foreach (var (name, value) in fields.OrderBy(f => f.Key, StringComparer.Ordinal))
            key[name] = value?.DeepClone();
        return new PathElement("k:" + JsonText.Of(key));
    }

    /// <summary>Reads a key of <c>fieldsV1</c>; <c>null</c> when it is none.</summary>
    internal static PathElement? Parse(string text)
    {
        if (text.Length < 2 || text[1] != ':')
            return null;
        try
        {
            return text[0] switch
            {
                'f' => new PathElement(text),
                'k' when JsonNode.Parse(text[2..]) is JsonObject key => Key(key),
                'v' => Value(JsonNode.Parse(text[2..])),
                'i' when int.TryParse(text.AsSpan(2), out var index) => Index(index),
                _ => null,
            };
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    /// <summary>Fields, then keys, then values, then indexes; each ordinally.</summary>
    public int CompareTo(PathElement other)
    {
        var byKind = Kinds.IndexOf(Text[0], StringComparison.Ordinal).CompareTo(Kinds.IndexOf(other.Text[0], StringComparison.Ordinal));
        return byKind != 0 ? byKind : string.CompareOrdinal(Text, other.Text);
    }

    /// <summary>As the API server prints it in a path: <c>.spec</c>, <c>[name="x",protocol="TCP"]</c>, <c>[="a"]</c>, <c>[0]</c>.</summary>
    public override string ToString() =>
        Text[0] switch
        {
            'f' => "." + Name,
            'k' => $"[{string.Join(',', JsonNode.Parse(Text[2..])!.AsObject().Select(f => $"{f.Key}={JsonText.Of(f.Value)}"))}]",
            'v' => $"[={Text[2..]}]",
            _ => $"[{Text[2..]}]",
        };
}
