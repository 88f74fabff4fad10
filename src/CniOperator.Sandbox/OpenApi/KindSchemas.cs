using System.Text.Json.Nodes;
using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.OpenApi;

/// <summary>The OpenAPI schema of a kind.</summary>
internal static class KindSchemas
{
    /// <summary>The name of a kind's schema: reversed group for custom resources, as the API server makes it.</summary>
    internal static string NameOf(Resource resource, ServedVersion kind)
    {
        if (!resource.Custom)
            return SchemaText.NameOf(kind.Schema.Title ?? kind.Kind);
        return $"{string.Join('.', kind.Group.Split('.').Reverse())}.{kind.Version}.{kind.Kind}";
    }

    internal static JsonObject Write(Resource resource, ServedVersion kind, SchemaText types)
    {
        var schema = resource.Custom ? Custom(kind, types) : types.Type(kind.Schema);
        schema["x-kubernetes-group-version-kind"] = new JsonArray(Gvk(kind));
        return schema;
    }

    internal static JsonObject Gvk(ServedVersion kind) =>
        new()
        {
            ["group"] = kind.Group,
            ["kind"] = kind.Kind,
            ["version"] = kind.Version,
        };

    private static JsonObject Custom(ServedVersion kind, SchemaText types)
    {
        var schema = kind.SourceSchema!.DeepClone().AsObject();
        var properties = schema.FillMap("properties");
        properties["apiVersion"] ??= new JsonObject { ["type"] = "string" };
        properties["kind"] ??= new JsonObject { ["type"] = "string" };
        var metadata = new JsonObject { ["allOf"] = new JsonArray(types.Reference(BuiltInTypes.Get("ObjectMeta"))) };
        properties["metadata"] = metadata;
        return schema;
    }
}
