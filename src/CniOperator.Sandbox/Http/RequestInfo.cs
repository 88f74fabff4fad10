using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Http;

/// <summary>What a path under /api or /apis is about (apiserver <c>RequestInfoFactory</c>).</summary>
internal sealed record RequestInfo(string Group, string Version, string Plural, string? Namespace, string? Name, string Subresource)
{
    internal ResourceName Resource => new(Group, Plural);

    /// <summary>Reads a path; <c>null</c> when it names no resource (discovery, health, nonsense).</summary>
    internal static RequestInfo? Parse(string path)
    {
        var parts = path.Trim('/').Split('/');
        var head = parts[0] switch
        {
            "api" => 2,
            "apis" => 3,
            _ => 0,
        };
        if (head == 0 || parts.Length < head || (head == 2 && parts.Length == 2))
            return null;
        // /apis/GROUP/VERSION: discovery of one version, told by an empty resource.
        if (parts.Length == head)
            return new RequestInfo(parts[1], parts[2], "", null, null, "");
        var group = head == 2 ? "" : parts[1];
        var version = parts[head - 1];
        var rest = parts.AsSpan(head);
        // /namespaces/NAME alone is the Namespace itself; deeper it is where a resource lives, except the Namespace's own subresources.
        if (rest[0] == "namespaces" && rest.Length > 2 && !(rest.Length == 3 && rest[2] is "status" or "finalize"))
            return new RequestInfo(group, version, rest[2], rest[1], At(rest, 3), At(rest, 4) ?? "");
        var ns = rest[0] == "namespaces" && group.Length == 0 ? At(rest, 1) : null;
        return new RequestInfo(group, version, rest[0], ns, At(rest, 1), At(rest, 2) ?? "");
    }

    /// <summary>The namespace that objects are stored under: a Namespace itself is stored under none.</summary>
    internal string? StoreNamespace(Resource resource) => resource.Namespaced ? Namespace : null;

    private static string? At(ReadOnlySpan<string> parts, int index) =>
        index < parts.Length && parts[index].Length > 0 ? parts[index] : null;
}
