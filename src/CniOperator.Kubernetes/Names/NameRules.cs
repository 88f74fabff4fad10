using System.Text.RegularExpressions;

namespace CniOperator.Kubernetes.Names;

/// <summary>
/// Kubernetes' syntax of names (<c>k8s.io/apimachinery/pkg/util/validation</c>); every method returns what is wrong, nothing when all is
/// well.
/// </summary>
public static partial class NameRules
{
    private const string LabelPattern = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string SubdomainPattern = @"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
    private const string QualifiedPattern = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private const string KeyPattern = "[-._a-zA-Z0-9]+";

    private const int MaxSubdomain = 253;
    private const int MaxLabel = 63;

    /// <summary>A DNS label (RFC 1123).</summary>
    public static IEnumerable<string> Label(string name)
    {
        if (name.Length > MaxLabel)
            yield return TooLong(MaxLabel);
        if (Whole(LabelPattern).IsMatch(name))
            yield break;
        if (Whole(SubdomainPattern).IsMatch(name))
            yield return "must not contain dots";
        else
            yield return $"a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character {Examples(LabelPattern, "my-name", "123-abc")}";
    }

    /// <summary>A DNS subdomain (RFC 1123).</summary>
    public static IEnumerable<string> Subdomain(string name)
    {
        if (name.Length > MaxSubdomain)
            yield return TooLong(MaxSubdomain);
        if (!Whole(SubdomainPattern).IsMatch(name))
            yield return $"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character {Examples(SubdomainPattern, "example.com")}";
    }

    /// <summary>A name that is one segment of a URL's path: those of RBAC.</summary>
    public static IEnumerable<string> PathSegment(string name)
    {
        if (name is "." or "..")
            yield return $"may not be '{name}'";
        foreach (var character in "/%")
            if (name.Contains(character))
                yield return $"may not contain '{character}'";
    }

    /// <summary>The key of a label or annotation: a name, with or without a domain before it.</summary>
    public static IEnumerable<string> Qualified(string key)
    {
        var parts = key.Split('/');
        if (parts.Length > 2)
        {
            yield return $"a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character {Examples(QualifiedPattern, "MyName", "my.name", "123-abc")} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
            yield break;
        }

        if (parts.Length == 2 && parts[0].Length == 0)
            yield return "prefix part must be non-empty";
        else if (parts.Length == 2)
            foreach (var problem in Subdomain(parts[0]))
                yield return "prefix part " + problem;
        var name = parts[^1];
        if (name.Length == 0)
            yield return "name part must be non-empty";
        else if (name.Length > MaxLabel)
            yield return "name part " + TooLong(MaxLabel);
        if (!Whole(QualifiedPattern).IsMatch(name))
            yield return $"name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character {Examples(QualifiedPattern, "MyName", "my.name", "123-abc")}";
    }

    /// <summary>The value of a label.</summary>
    public static IEnumerable<string> LabelValue(string value)
    {
        if (value.Length > MaxLabel)
            yield return TooLong(MaxLabel);
        if (value.Length > 0 && !Whole(QualifiedPattern).IsMatch(value))
            yield return $"a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character {Examples($"({QualifiedPattern})?", "MyValue", "my_value", "12345")}";
    }

    /// <summary>A key of a ConfigMap or Secret: a file's name.</summary>
    public static IEnumerable<string> ConfigKey(string key)
    {
        if (key.Length > MaxSubdomain)
            yield return TooLong(MaxSubdomain);
        if (!Whole(KeyPattern).IsMatch(key))
            yield return $"a valid config key must consist of alphanumeric characters, '-', '_' or '.' {Examples(KeyPattern, "key.name", "KEY_NAME", "key-name")}";
        else if (key is "." or "..")
            yield return $"must not be '{key}'";
        else if (key.StartsWith("..", StringComparison.Ordinal))
            yield return "must not start with '..'";
    }

    /// <summary>The name of a port (IANA service name, RFC 6335).</summary>
    public static IEnumerable<string> Port(string name)
    {
        if (name.Length > 15)
            yield return TooLong(15);
        if (name.Any(c => c is not (>= 'a' and <= 'z') and not (>= '0' and <= '9') and not '-'))
            yield return "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)";
        if (!name.Any(c => c is >= 'a' and <= 'z'))
            yield return "must contain at least one letter (a-z)";
        if (name.Contains("--", StringComparison.Ordinal))
            yield return "must not contain consecutive hyphens";
        if (name.StartsWith('-') || name.EndsWith('-'))
            yield return "must not begin or end with a hyphen";
    }

    internal static string TooLong(int limit) => $"must be no more than {limit} characters";

    private static Regex Whole(string pattern) =>
        pattern switch
        {
            LabelPattern => LabelRegex(),
            SubdomainPattern => SubdomainRegex(),
            KeyPattern => KeyRegex(),
            _ => QualifiedRegex(),
        };

    // Two blanks before "or": so the API server has it.
    private static string Examples(string pattern, params string[] examples) =>
        $"(e.g. {string.Join(",  or ", examples.Select(e => $"'{e}'"))}, regex used for validation is '{pattern}')";

    [GeneratedRegex("^" + LabelPattern + "$")]
    private static partial Regex LabelRegex();

    [GeneratedRegex("^" + SubdomainPattern + "$")]
    private static partial Regex SubdomainRegex();

    [GeneratedRegex("^" + QualifiedPattern + "$")]
    private static partial Regex QualifiedRegex();

    [GeneratedRegex("^" + KeyPattern + "$")]
    private static partial Regex KeyRegex();
}
