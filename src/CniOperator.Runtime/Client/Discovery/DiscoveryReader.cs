using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Runtime.Client.Discovery;

/// <summary>Reads the two forms of discovery documents. Subresources are skipped.</summary>
internal static class DiscoveryReader
{
    // A server may serve a thousand resources, each with verbs, short names and subresources that are of no interest here.
    private static readonly KeptFields Kept = KeptFields.Of(
        "items.metadata.name",
        "items.versions.version",
        "items.versions.resources.resource",
        "items.versions.resources.scope",
        "items.versions.resources.responseKind.kind",
        "resources.name",
        "resources.kind",
        "resources.namespaced"
    );

    /// <summary>Reads as much of either form as the others use.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static JsonObject? Parse(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        return reader.Read() ? Kept.Read(ref reader) as JsonObject : null;
    }

    /// <summary><c>apidiscovery.k8s.io/v2</c> APIGroupDiscoveryList, KEP-3352.</summary>
    public static void ReadAggregated(JsonObject list, Dictionary<(string ApiVersion, string Kind), ResourceKind> found)
    {
        foreach (var item in list.Items("items"))
        {
            var group = item.Text("metadata", "name") ?? "";
            foreach (var version in item.Items("versions"))
            {
                foreach (var resource in version.Items("resources"))
                    AddAggregated(group, version.Text("version") ?? "", resource, found);
            }
        }
    }

    /// <summary>APIResourceList of one group-version.</summary>
    public static void ReadPlain(string apiVersion, JsonObject? list, Dictionary<(string ApiVersion, string Kind), ResourceKind> found)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var (group, version) = slash < 0 ? ("", apiVersion) : (apiVersion[..slash], apiVersion[(slash + 1)..]);
        foreach (var resource in list.Items("resources"))
        {
            var plural = resource.Text("name") ?? "";
            if (plural.Contains('/', StringComparison.Ordinal))
                continue;
            var namespaced = resource.Flag("namespaced");
            Add(new ResourceKind(group, version, resource.Text("kind") ?? "", plural, namespaced), found);
        }
    }

    private static void AddAggregated(
        string group,
        string version,
        JsonObject resource,
        Dictionary<(string ApiVersion, string Kind), ResourceKind> found
    )
    {
        var kind = resource.Text("responseKind", "kind") ?? "";
        Add(new ResourceKind(group, version, kind, resource.Text("resource") ?? "", resource.Text("scope") == "Namespaced"), found);
    }

    private static void Add(ResourceKind kind, Dictionary<(string ApiVersion, string Kind), ResourceKind> found)
    {
        if (kind.Kind.Length > 0 && kind.Plural.Length > 0)
            found[(kind.ApiVersion, kind.Kind)] = kind;
    }
}
