using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Sandbox.State;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Discovery;

/// <summary>What discovery says of one resource, stored or virtual.</summary>
internal sealed record DiscoveredResource(
    string Group,
    string Version,
    string Plural,
    string Singular,
    string Kind,
    bool Namespaced,
    IReadOnlyList<string> Verbs,
    IReadOnlyList<string> ShortNames,
    IReadOnlyList<string> Categories,
    IReadOnlyList<DiscoveredSubresource> Subresources
)
{
    private static readonly string[] AllVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    internal static IReadOnlyList<DiscoveredResource> All(ClusterState state)
    {
        var stored = state.Resources.SelectMany(r => r.Versions.Where(v => v.Served).Select(v => Of(r, v)));
        var reviews = BuiltInResources
            .All.Where(k => k.IsVirtual)
            .Select(k => new DiscoveredResource(k.Group, k.Version, k.Plural, k.Singular, k.Kind, k.Namespaced, ["create"], [], [], []));
        return [.. stored.Concat(reviews).OrderBy(r => r.Plural, StringComparer.Ordinal)];
    }

    // All namespaces are never deleted at once.
    private static string[] VerbsOf(Resource resource) =>
        resource.Name == new ResourceName("", "namespaces") ? [.. AllVerbs.Except(["deletecollection"])] : AllVerbs;

    private static DiscoveredResource Of(Resource resource, ServedVersion version)
    {
        var subresources = new List<DiscoveredSubresource>();
        if (version.HasStatus)
            subresources.Add(new DiscoveredSubresource("status", version.Group, version.Version, version.Kind, ["get", "patch", "update"]));
        if (resource.Name == new ResourceName("", "namespaces"))
            subresources.Add(new DiscoveredSubresource("finalize", "", "v1", "Namespace", ["update"]));
        foreach (var name in version.ExtraSubresources)
            subresources.Add(DiscoveredSubresource.Of(name, version));
        return new DiscoveredResource(
            version.Group,
            version.Version,
            resource.Name.Plural,
            resource.Singular,
            version.Kind,
            resource.Namespaced,
            VerbsOf(resource),
            resource.ShortNames,
            resource.Categories,
            [.. subresources.OrderBy(s => s.Name, StringComparer.Ordinal)]
        );
    }
}
