namespace CniOperator.Core.Documents;

/// <summary>Reads YAML (and so JSON) as <c>sigs.k8s.io/yaml</c> does for kubectl, and remembers where each field stands.</summary>
public static class YamlReader
{
    /// <summary>Every document of <paramref name="text"/>; none for an empty file. Documents without content are left out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fileName">The name that errors carry.</param>
    /// <exception cref="DocumentException">The text is not YAML, has a key twice, or expands beyond the limits.</exception>
    public static IReadOnlyList<YamlDocument> Read(string text, string fileName) => throw new NotImplementedException(text + fileName);
}
