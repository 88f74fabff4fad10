using System.Text.Json.Nodes;
using CniOperator.Sandbox.State;

namespace CniOperator.Sandbox.OpenApi;

/// <summary>OpenAPI v2: all kinds in one document, for older clients.</summary>
internal static class SwaggerDocument
{
    private const string Prefix = "#/definitions/";

    internal static JsonObject Write(ClusterState state)
    {
        var definitions = new JsonObject();
        var types = new SchemaText(Prefix);
        var paths = new JsonObject();
        foreach (var (resource, kind) in OpenApiDocuments.Versions(state))
        {
            var name = KindSchemas.NameOf(resource, kind);
            definitions[name] ??= KindSchemas.Write(resource, kind, types);
            PathEntries.Add(paths, resource, kind, Prefix + name);
        }

        types.WriteReferenced(definitions);
        return new JsonObject
        {
            ["swagger"] = "2.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "v1" },
            ["paths"] = paths,
            ["definitions"] = definitions,
        };
    }
}
