using CniOperator.Kubernetes.BuiltIns;
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

    // Nobody deletes all namespaces at once.
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

/// <summary>What discovery says of one subresource.</summary>
internal sealed record DiscoveredSubresource(string Name, string Group, string Version, string Kind, IReadOnlyList<string> Verbs)
{
    internal static DiscoveredSubresource Of(string name, ServedVersion owner) =>
        name switch
        {
            "scale" => new DiscoveredSubresource(name, "autoscaling", "v1", "Scale", ["get", "patch", "update"]),
            "eviction" => new DiscoveredSubresource(name, "policy", "v1", "Eviction", ["create"]),
            "binding" => new DiscoveredSubresource(name, "", "v1", "Binding", ["create"]),
            "token" => new DiscoveredSubresource(name, "authentication.k8s.io", "v1", "TokenRequest", ["create"]),
            "attach" => new DiscoveredSubresource(name, "", "v1", "PodAttachOptions", ["create", "get"]),
            "exec" => new DiscoveredSubresource(name, "", "v1", "PodExecOptions", ["create", "get"]),
            "portforward" => new DiscoveredSubresource(name, "", "v1", "PodPortForwardOptions", ["create", "get"]),
            _ => new DiscoveredSubresource(name, owner.Group, owner.Version, owner.Kind, ["get"]),
        };
}
