using System.Text.RegularExpressions;

namespace CniOperator.Sandbox.Storage;

/// <summary>How objects may be called, with the API server's own sentences (apimachinery <c>util/validation</c>).</summary>
internal static partial class NameRules
{
    private const string LabelPattern = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string SubdomainPattern = LabelPattern + "(\\." + LabelPattern + ")*";

    /// <summary>DNS-1123 subdomain: most kinds.</summary>
    internal static string? Subdomain(string name)
    {
        if (name.Length > 253) return "must be no more than 253 characters";
        return SubdomainRegex().IsMatch(name)
            ? null
            : "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character "
              + $"(e.g. 'example.com', regex used for validation is '{SubdomainPattern}')";
    }

    /// <summary>DNS-1123 label: namespaces and services.</summary>
    internal static string? Label(string name)
    {
        if (name.Length > 63) return "must be no more than 63 characters";
        return LabelRegex().IsMatch(name)
            ? null
            : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character "
              + $"(e.g. 'my-name',  or '123-abc', regex used for validation is '{LabelPattern}')";
    }

    /// <summary>A path segment: RBAC kinds, whose names may hold colons.</summary>
    internal static string? PathSegment(string name)
    {
        if (name is "." or "..") return $"may not be '{name}'";
        return name.Contains('/', StringComparison.Ordinal) ? "may not contain '/'"
            : name.Contains('%', StringComparison.Ordinal) ? "may not contain '%'" : null;
    }

    [GeneratedRegex("^" + SubdomainPattern + "$", RegexOptions.ExplicitCapture)]
    private static partial Regex SubdomainRegex();

    [GeneratedRegex("^" + LabelPattern + "$", RegexOptions.ExplicitCapture)]
    private static partial Regex LabelRegex();
}
