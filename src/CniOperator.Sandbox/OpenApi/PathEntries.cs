using System.Text.Json.Nodes;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.OpenApi;

/// <summary>
/// The paths of a document: which verbs there are, and which query parameters (kubectl looks for <c>dryRun</c> and <c>fieldValidation</c>).
/// </summary>
internal static class PathEntries
{
    private static readonly string[] WriteParameters = ["dryRun", "fieldManager", "fieldValidation"];

    internal static void Add(JsonObject paths, Resource resource, ServedVersion kind, string schema)
    {
        var head = kind.Group.Length == 0 ? $"/api/{kind.Version}" : $"/apis/{kind.Group}/{kind.Version}";
        var collection = resource.Namespaced ? $"{head}/namespaces/{{namespace}}/{resource.Name.Plural}" : $"{head}/{resource.Name.Plural}";
        paths[collection] = new JsonObject
        {
            ["get"] = Operation(kind, "list", schema, []),
            ["post"] = Operation(kind, "post", schema, WriteParameters),
        };
        paths[$"{collection}/{{name}}"] = new JsonObject
        {
            ["get"] = Operation(kind, "get", schema, []),
            ["put"] = Operation(kind, "put", schema, WriteParameters),
            ["patch"] = Operation(kind, "patch", schema, [.. WriteParameters, "force"]),
            ["delete"] = Operation(kind, "delete", schema, ["dryRun", "gracePeriodSeconds", "propagationPolicy"]),
        };
    }

    private static JsonObject Operation(ServedVersion kind, string action, string schema, IEnumerable<string> parameters) =>
        new()
        {
            ["parameters"] = new JsonArray([
                .. parameters.Select(p => new JsonObject
                {
                    ["name"] = p,
                    ["in"] = "query",
                    ["schema"] = new JsonObject { ["type"] = "string", ["uniqueItems"] = true },
                }),
            ]),
            ["responses"] = new JsonObject
            {
                ["200"] = new JsonObject
                {
                    ["description"] = "OK",
                    ["content"] = new JsonObject
                    {
                        ["application/json"] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = schema } },
                    },
                },
            },
            ["x-kubernetes-action"] = action,
            ["x-kubernetes-group-version-kind"] = KindSchemas.Gvk(kind),
        };
}
