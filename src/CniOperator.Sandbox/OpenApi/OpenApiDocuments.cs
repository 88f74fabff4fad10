using System.Text.Json.Nodes;
using CniOperator.Sandbox.State;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.OpenApi;

/// <summary>OpenAPI v3, a document for each group-version (KEP-2896): enough for kubectl's explain, apply, create and edit.</summary>
internal static class OpenApiDocuments
{
    private const string Prefix = "#/components/schemas/";

    internal static JsonObject Index(ClusterState state)
    {
        var paths = new JsonObject();
        foreach (var (group, version) in GroupVersions(state))
        {
            var path = group.Length == 0 ? $"api/{version}" : $"apis/{group}/{version}";
            paths[path] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}?hash={state.Revision}" };
        }

        return new JsonObject { ["paths"] = paths };
    }

    internal static JsonObject? Write(ClusterState state, string group, string version)
    {
        var served = Versions(state).Where(v => v.Version.Group == group && v.Version.Version == version).ToList();
        if (served.Count == 0)
            return null;
        var schemas = new JsonObject();
        var types = new SchemaText(Prefix);
        var paths = new JsonObject();
        foreach (var (resource, kind) in served)
        {
            var name = KindSchemas.NameOf(resource, kind);
            schemas[name] = KindSchemas.Write(resource, kind, types);
            PathEntries.Add(paths, resource, kind, Prefix + name);
        }

        types.WriteReferenced(schemas);
        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "v1" },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas },
        };
    }

    internal static IEnumerable<(Resource Resource, ServedVersion Version)> Versions(ClusterState state) =>
        state.Resources.SelectMany(r => r.Versions.Where(v => v.Served).Select(v => (r, v)));

    private static IEnumerable<(string Group, string Version)> GroupVersions(ClusterState state) =>
        Versions(state).Select(v => (v.Version.Group, v.Version.Version)).Distinct().Order();
}
