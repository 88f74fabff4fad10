using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Names;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.State;

namespace CniOperator.Sandbox.Discovery;

/// <summary>The older discovery documents: <c>APIVersions</c>, <c>APIGroupList</c>, <c>APIResourceList</c>.</summary>
internal static class DiscoveryDocuments
{
    internal static JsonObject CoreVersions(string host) =>
        new()
        {
            ["kind"] = "APIVersions",
            ["versions"] = new JsonArray("v1"),
            ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = host }),
        };

    internal static JsonObject Groups(ClusterState state) =>
        new()
        {
            ["kind"] = "APIGroupList",
            ["apiVersion"] = "v1",
            ["groups"] = new JsonArray([.. GroupNames(state).Select(g => GroupOf(state, g, top: false))]),
        };

    internal static JsonObject? Group(ClusterState state, string group) =>
        GroupNames(state).Contains(group) ? GroupOf(state, group, top: true) : null;

    internal static JsonObject? Resources(ClusterState state, string group, string version)
    {
        var found = DiscoveredResource.All(state).Where(r => r.Group == group && r.Version == version).ToList();
        if (found.Count == 0)
            return null;
        var entries = new JsonArray();
        foreach (var resource in found)
        {
            entries.Push(Entry(resource));
            foreach (var sub in resource.Subresources)
                entries.Push(Entry(resource, sub));
        }

        var list = new JsonObject { ["kind"] = "APIResourceList" };
        if (group.Length > 0)
            list["apiVersion"] = "v1";
        list["groupVersion"] = group.Length == 0 ? version : $"{group}/{version}";
        list["resources"] = entries;
        return list;
    }

    /// <summary>The named groups that have a served version.</summary>
    internal static IReadOnlyList<string> GroupNames(ClusterState state) =>
        [.. DiscoveredResource.All(state).Select(r => r.Group).Where(g => g.Length > 0).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>A group's versions, the preferred one first.</summary>
    internal static IReadOnlyList<string> VersionsOf(ClusterState state, string group) =>
        [
            .. DiscoveredResource
                .All(state)
                .Where(r => r.Group == group)
                .Select(r => r.Version)
                .Distinct()
                .Order(VersionOrder.PreferredFirst),
        ];

    private static JsonObject GroupOf(ClusterState state, string group, bool top)
    {
        var versions = VersionsOf(state, group).Select(v => new JsonObject { ["groupVersion"] = $"{group}/{v}", ["version"] = v }).ToList();
        var document = new JsonObject();
        if (top)
            (document["kind"], document["apiVersion"]) = ("APIGroup", "v1");
        document["name"] = group;
        document["versions"] = new JsonArray([.. versions.Select(v => v.DeepClone())]);
        document["preferredVersion"] = versions[0];
        return document;
    }

    private static JsonObject Entry(DiscoveredResource resource)
    {
        var entry = new JsonObject
        {
            ["name"] = resource.Plural,
            ["singularName"] = resource.Singular,
            ["namespaced"] = resource.Namespaced,
            ["kind"] = resource.Kind,
            ["verbs"] = Texts(resource.Verbs),
        };
        if (resource.ShortNames.Count > 0)
            entry["shortNames"] = Texts(resource.ShortNames);
        if (resource.Categories.Count > 0)
            entry["categories"] = Texts(resource.Categories);
        return entry;
    }

    private static JsonObject Entry(DiscoveredResource resource, DiscoveredSubresource sub)
    {
        var entry = new JsonObject
        {
            ["name"] = $"{resource.Plural}/{sub.Name}",
            ["singularName"] = "",
            ["namespaced"] = resource.Namespaced,
        };
        if (sub.Group != resource.Group || sub.Version != resource.Version)
            (entry["group"], entry["version"]) = (sub.Group, sub.Version);
        entry["kind"] = sub.Kind;
        entry["verbs"] = Texts(sub.Verbs);
        return entry;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => JsonValue.Create(t))]);
}
