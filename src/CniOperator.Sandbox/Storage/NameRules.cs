using CniOperator.Sandbox.BuiltIns;

namespace CniOperator.Sandbox.Storage;

/// <summary>How objects may be called, with the API server's own sentences (apimachinery <c>util/validation</c>).</summary>
internal static class NameRules
{
    /// <summary>DNS-1123 subdomain: most kinds.</summary>
    internal static string? Subdomain(string name) => Names.Subdomain(name).FirstOrDefault();

    /// <summary>DNS-1123 label: namespaces and services.</summary>
    internal static string? Label(string name) => Names.Label(name).FirstOrDefault();

    /// <summary>A path segment: RBAC kinds, whose names may hold colons.</summary>
    internal static string? PathSegment(string name)
    {
        if (name is "." or "..")
            return $"may not be '{name}'";
        return name.Contains('/', StringComparison.Ordinal) ? "may not contain '/'"
            : name.Contains('%', StringComparison.Ordinal) ? "may not contain '%'"
            : null;
    }
}
