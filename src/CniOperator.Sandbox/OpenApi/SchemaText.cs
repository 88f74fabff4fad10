using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Sandbox.OpenApi;

/// <summary>Writes a built-in type as an OpenAPI schema, with references to the types it is made of.</summary>
internal sealed class SchemaText(string referencePrefix)
{
    private readonly Queue<StructuralSchema> _waiting = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>The OpenAPI name of a built-in type.</summary>
    internal static string NameOf(string type) => $"io.k8s.api.{type}";

    /// <summary>A reference to a type, which is written later.</summary>
    internal JsonObject Reference(StructuralSchema type)
    {
        if (_seen.Add(type.Title!))
            _waiting.Enqueue(type);
        return new JsonObject { ["$ref"] = referencePrefix + NameOf(type.Title!) };
    }

    /// <summary>Writes all types that were referred to, and those that they refer to.</summary>
    internal void WriteReferenced(JsonObject schemas)
    {
        while (_waiting.TryDequeue(out var type))
            schemas[NameOf(type.Title!)] ??= Type(type);
    }

    /// <summary>A type in full.</summary>
    internal JsonObject Type(StructuralSchema type)
    {
        var schema = new JsonObject { ["type"] = "object" };
        if (type.Description is not null)
            schema["description"] = type.Description;
        if (type.Required.Count > 0)
            schema["required"] = new JsonArray([.. type.Required.Select(r => JsonValue.Create(r))]);
        var properties = new JsonObject();
        foreach (var (name, property) in type.Properties)
            properties[name] = Field(property);
        schema["properties"] = properties;
        if (type.MapType == MapType.Atomic)
            schema["x-kubernetes-map-type"] = "atomic";
        return schema;
    }

    private JsonObject Field(StructuralSchema field)
    {
        if (field.Title is not null)
            return Annotate(new JsonObject { ["allOf"] = new JsonArray(Reference(field)) }, field);
        var schema = new JsonObject();
        if (field.IntOrString)
            (schema["type"], schema["format"]) = ("string", "int-or-string");
        else if (field.Type is not null)
            schema["type"] = field.Type;
        else if (field.Format is not null)
            schema["type"] = "string";
        if (field.Format is not null && !field.IntOrString)
            schema["format"] = field.Format == MicroTime.Format ? "date-time" : field.Format;
        if (field.Enum.Count > 0)
            schema["enum"] = new JsonArray([.. field.Enum.Select(e => e?.DeepClone())]);
        if (field.Items is not null)
            schema["items"] = Field(field.Items);
        if (field.AdditionalProperties is not null)
            schema["additionalProperties"] = Field(field.AdditionalProperties);
        return Annotate(schema, field);
    }

    private static JsonObject Annotate(JsonObject schema, StructuralSchema field)
    {
        if (field.Description is not null)
            schema["description"] = field.Description;
        if (field.ListType != ListType.Atomic || field.Type == "array")
            schema["x-kubernetes-list-type"] = field.ListType.ToString().ToLowerInvariant();
        if (field.ListMapKeys.Count > 0)
            schema["x-kubernetes-list-map-keys"] = new JsonArray([.. field.ListMapKeys.Select(k => JsonValue.Create(k))]);
        if (field.PatchStrategy is not null)
            schema["x-kubernetes-patch-strategy"] = field.PatchStrategy;
        if (field.PatchMergeKey is not null)
            schema["x-kubernetes-patch-merge-key"] = field.PatchMergeKey;
        return schema;
    }
}
