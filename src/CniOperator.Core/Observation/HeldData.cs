using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Observation;

/// <summary>An object that holds what nothing rendered would bring back, as it was when it was last known to be whole.</summary>
/// <param name="Key">The object.</param>
/// <param name="Uid">Its uid: another one is an empty namesake.</param>
/// <param name="Fields">Fields of it that are other people's; a definition holds all objects of its kind instead.</param>
public sealed record HeldData(ObjectKey Key, string Uid, IReadOnlyList<string> Fields)
{
    /// <summary>Reads what <see cref="ToString"/> wrote; <c>null</c> for anything else.</summary>
    public static HeldData? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line) is JsonArray { Count: >= 5 } parts && parts.Select(p => p.Text()).ToList() is var texts
                ? new HeldData(
                    new ObjectKey(texts[0] ?? "", texts[1] ?? "", texts[2] is { Length: > 0 } ns ? ns : null, texts[3] ?? ""),
                    texts[4] ?? "",
                    [.. texts.Skip(5).OfType<string>()]
                )
                : null;
        }
        catch (JsonException)
        {
            return null; // Edited by hand; what is there now replaces it.
        }
    }

    /// <summary>One line of JSON.</summary>
    public override string ToString()
    {
        string[] texts = [Key.ApiVersion, Key.Kind, Key.Namespace ?? "", Key.Name, Uid, .. Fields];
        return new JsonArray([.. texts.Select(t => (JsonNode)t)]).ToJsonString();
    }

    /// <summary>It is the same, fields in any order.</summary>
    public bool Equals(HeldData? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode();
}
