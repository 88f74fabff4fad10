namespace CniOperator.Kubernetes.Cel;

/// <summary>
/// Names of fields that are not CEL identifiers are written escaped in rules (KEP-2876): <c>x-y</c> as <c>x__dash__y</c>, <c>namespace</c>
/// as <c>__namespace__</c>.
/// </summary>
internal static class CelNames
{
    private static readonly HashSet<string> Keywords =
    [
        "true",
        "false",
        "null",
        "in",
        "as",
        "break",
        "const",
        "continue",
        "else",
        "for",
        "function",
        "if",
        "import",
        "let",
        "loop",
        "package",
        "namespace",
        "return",
        "var",
        "void",
        "while",
    ];

    /// <summary>True for a name that CEL reserves, other than its literals and <c>in</c>.</summary>
    internal static bool IsReserved(string name) => name is not ("true" or "false" or "null" or "in") && Keywords.Contains(name);

    internal static string Unescape(string identifier)
    {
        if (
            identifier.StartsWith("__", StringComparison.Ordinal)
            && identifier.EndsWith("__", StringComparison.Ordinal)
            && identifier.Length > 4
            && Keywords.Contains(identifier[2..^2])
        )
            return identifier[2..^2];
        return identifier
            .Replace("__dot__", ".", StringComparison.Ordinal)
            .Replace("__dash__", "-", StringComparison.Ordinal)
            .Replace("__slash__", "/", StringComparison.Ordinal)
            .Replace("__underscores__", "__", StringComparison.Ordinal);
    }
}
