using System.Globalization;
using System.Text;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Runtime.Client.Requests;

/// <summary>Paths and queries of the Kubernetes API.</summary>
internal static class ApiPaths
{
    public static string Collection(ResourceKind kind, string? @namespace)
    {
        var root = kind.Group.Length == 0 ? $"/api/{kind.Version}" : $"/apis/{kind.Group}/{kind.Version}";
        return kind.Namespaced && !string.IsNullOrEmpty(@namespace)
            ? $"{root}/namespaces/{Uri.EscapeDataString(@namespace)}/{kind.Plural}"
            : $"{root}/{kind.Plural}";
    }

    /// <exception cref="ArgumentException">The name is empty, or its namespace does not fit the kind.</exception>
    public static string Object(ResourceKind kind, ObjectName name, string? subresource = null)
    {
        if (name.Name.Length == 0)
            throw new ArgumentException($"an object of {kind} must have metadata.name");
        if (kind.Namespaced && string.IsNullOrEmpty(name.Namespace))
            throw new ArgumentException($"{kind} are namespaced: {name.Name} must have metadata.namespace");
        var path = $"{Collection(kind, name.Namespace)}/{Uri.EscapeDataString(name.Name)}";
        return string.IsNullOrEmpty(subresource) ? path : $"{path}/{subresource}";
    }

    /// <summary>Appends those parameters that have a value.</summary>
    public static string Query(string path, params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var text = new StringBuilder(path);
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        foreach (var (name, value) in parameters)
        {
            if (value is null)
                continue;
            text.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        return text.ToString();
    }

    public static string? Flag(bool set, string value = "true") => set ? value : null;

    public static string Seconds(TimeSpan time) => ((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
