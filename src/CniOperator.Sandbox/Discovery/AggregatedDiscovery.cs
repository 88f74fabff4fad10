using System.Text.Json.Nodes;
using CniOperator.Sandbox.State;

namespace CniOperator.Sandbox.Discovery;

/// <summary>All groups, versions and resources in one document: apidiscovery.k8s.io <c>APIGroupDiscoveryList</c> (KEP-3352).</summary>
internal static class AggregatedDiscovery
{
    internal static JsonObject Write(ClusterState state, bool core, string version)
    {
        var all = DiscoveredResource.All(state);
        IReadOnlyList<string> groups = core ? [""] : DiscoveryDocuments.GroupNames(state);
        return new JsonObject
        {
            ["kind"] = "APIGroupDiscoveryList",
            ["apiVersion"] = $"apidiscovery.k8s.io/{version}",
            ["metadata"] = new JsonObject(),
            ["items"] = new JsonArray([.. groups.Select(g => Group(state, all, g))]),
        };
    }

    private static JsonObject Group(ClusterState state, IReadOnlyList<DiscoveredResource> all, string group)
    {
        var metadata = new JsonObject();
        if (group.Length > 0)
            metadata["name"] = group;
        var versions = DiscoveryDocuments
            .VersionsOf(state, group)
            .Select(v => new JsonObject
            {
                ["version"] = v,
                ["resources"] = new JsonArray([.. all.Where(r => r.Group == group && r.Version == v).Select(Resource)]),
                ["freshness"] = "Current",
            });
        return new JsonObject { ["metadata"] = metadata, ["versions"] = new JsonArray([.. versions]) };
    }

    private static JsonObject Resource(DiscoveredResource resource)
    {
        var entry = new JsonObject
        {
            ["resource"] = resource.Plural,
            ["responseKind"] = Kind(resource.Group, resource.Version, resource.Kind),
            ["scope"] = resource.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = resource.Singular,
            ["verbs"] = Texts(resource.Verbs),
        };
        if (resource.ShortNames.Count > 0)
            entry["shortNames"] = Texts(resource.ShortNames);
        if (resource.Categories.Count > 0)
            entry["categories"] = Texts(resource.Categories);
        if (resource.Subresources.Count == 0)
            return entry;
        entry["subresources"] = new JsonArray([
            .. resource.Subresources.Select(s => new JsonObject
            {
                ["subresource"] = s.Name,
                ["responseKind"] = Kind(s.Group, s.Version, s.Kind),
                ["verbs"] = Texts(s.Verbs),
            }),
        ]);
        return entry;
    }

    private static JsonObject Kind(string group, string version, string kind) =>
        new()
        {
            ["group"] = group,
            ["version"] = version,
            ["kind"] = kind,
        };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => JsonValue.Create(t))]);
}
