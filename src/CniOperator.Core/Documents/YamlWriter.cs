using System.Text.Json.Nodes;

namespace CniOperator.Core.Documents;

/// <summary>
/// Writes YAML deterministically: block style, two spaces, literal blocks for text of several lines, quotes only where a reader of
/// YAML 1.1 or 1.2 would take the plain text for something else.
/// </summary>
public static class YamlWriter
{
    /// <summary>One document, ending in a line feed.</summary>
    public static string Write(JsonNode? document) => throw new NotImplementedException(document?.ToString());

    /// <summary>A stream: documents parted by <c>---</c>.</summary>
    public static string Write(IEnumerable<JsonNode> documents) => string.Join("---\n", documents.Select(Write));
}
