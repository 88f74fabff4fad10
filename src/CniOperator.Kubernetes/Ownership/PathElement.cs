using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Ownership;

/// <summary>
/// One step of a field's path, kept in the form <c>fieldsV1</c> writes: <c>f:spec</c>, <c>k:{"name":"x"}</c>, <c>v:"a"</c>, <c>i:0</c>
/// (<c>sigs.k8s.io/structured-merge-diff</c>). Keys have their fields sorted, so that equal steps are equal texts.
/// </summary>
public readonly struct PathElement : IEquatable<PathElement>, IComparable<PathElement>
{
    private const string Kinds = "fkvi";

    private PathElement(string text, JsonNode? content = null) => (Text, Content) = (text, content);

    /// <summary>The step as <c>fieldsV1</c> writes it.</summary>
    public string Text { get; }

    /// <summary>True for a field of an object.</summary>
    public bool IsField => Text[0] == 'f';

    /// <summary>The field's name; only for fields.</summary>
    public string Name => Text[2..];

    /// <summary>The key fields of an entry of a keyed list; <c>null</c> for other steps. Read only.</summary>
    internal JsonObject? KeyFields => Text[0] == 'k' ? Content as JsonObject : null;

    /// <summary>True for an entry of a set.</summary>
    internal bool IsValue => Text[0] == 'v';

    /// <summary>What keys and values are made of. Read only.</summary>
    internal JsonNode? Content { get; }

    /// <summary>A field of an object.</summary>
    public static PathElement Field(string name) => new("f:" + name);

    /// <summary>An entry of an atomic list.</summary>
    internal static PathElement Index(int index) => new(string.Create(CultureInfo.InvariantCulture, $"i:{index}"));

    /// <summary>An entry of a set.</summary>
    internal static PathElement Value(JsonNode? value) => new("v:" + JsonText.Of(value), value);

    /// <summary>An entry of a keyed list.</summary>
    internal static PathElement Key(IEnumerable<KeyValuePair<string, JsonNode?>> fields)
    {
        var key = new JsonObject();
        foreach (var (name, value) in fields.OrderBy(f => f.Key, StringComparer.Ordinal))
            key[name] = value?.DeepClone();
        return new PathElement("k:" + JsonText.Of(key), key);
    }

    /// <summary>Parses a key of <c>fieldsV1</c>; <c>null</c> when it is not a step.</summary>
    public static PathElement? Parse(string text)
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
                'i' when int.TryParse(text.AsSpan(2), CultureInfo.InvariantCulture, out var index) => Index(index),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Fields, then keys, then values, then indexes; each ordinally.</summary>
    public int CompareTo(PathElement other)
    {
        var (kind, otherKind) = (Text[0], other.Text[0]);
        return kind == otherKind
            ? string.CompareOrdinal(Text, other.Text)
            : Kinds.IndexOf(kind, StringComparison.Ordinal).CompareTo(Kinds.IndexOf(otherKind, StringComparison.Ordinal));
    }

    /// <summary>True for the same step.</summary>
    public bool Equals(PathElement other) => Text == other.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PathElement other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>True for the same step.</summary>
    public static bool operator ==(PathElement left, PathElement right) => left.Equals(right);

    /// <summary>True for different steps.</summary>
    public static bool operator !=(PathElement left, PathElement right) => !left.Equals(right);

    /// <summary>As the API server prints it in a path: <c>.spec</c>, <c>[name="x",protocol="TCP"]</c>, <c>[="a"]</c>, <c>[0]</c>.</summary>
    public override string ToString() =>
        Text[0] switch
        {
            'f' => "." + Name,
            'k' => $"[{string.Join(',', KeyFields!.Select(f => $"{f.Key}={JsonText.Of(f.Value)}"))}]",
            'v' => $"[={Text[2..]}]",
            _ => $"[{Text[2..]}]",
        };
}
