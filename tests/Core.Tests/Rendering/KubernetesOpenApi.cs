using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CniOperator.Core.Tests.Rendering;

/// <summary>
/// Checks objects against Kubernetes' OpenAPI v2 document, strictly: unknown fields, wrong types and missing required fields.
/// </summary>
internal sealed class KubernetesOpenApi
{
    private readonly JsonObject _definitions;
    private readonly Dictionary<(string ApiVersion, string Kind), JsonObject> _kinds = [];

    private KubernetesOpenApi(JsonObject definitions)
    {
        _definitions = definitions;
        foreach (var (_, definition) in definitions)
        foreach (var kind in definition!["x-kubernetes-group-version-kind"] as JsonArray ?? [])
        {
            var group = kind!["group"]!.GetValue<string>();
            var version = kind["version"]!.GetValue<string>();
            _kinds[(group.Length == 0 ? version : $"{group}/{version}", kind["kind"]!.GetValue<string>())] = definition.AsObject();
        }
    }

    internal static KubernetesOpenApi Load(string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        return new KubernetesOpenApi(JsonNode.Parse(stream)!["definitions"]!.AsObject());
    }

    internal IReadOnlyList<string> Check(JsonObject json)
    {
        var problems = new List<string>();
        var (apiVersion, kind) = (json["apiVersion"]!.GetValue<string>(), json["kind"]!.GetValue<string>());
        if (_kinds.TryGetValue((apiVersion, kind), out var schema))
            Check(schema, json, kind, problems);
        else
            problems.Add($"there is no kind {kind} in {apiVersion}");
        return problems;
    }

    private void Check(JsonObject schema, JsonNode? value, string path, List<string> problems)
    {
        if (schema["$ref"] is { } reference)
            schema = _definitions[reference.GetValue<string>().Split('/')[^1]]!.AsObject();
        var kind = value?.GetValueKind() ?? JsonValueKind.Null;
        var format = schema["format"]?.GetValue<string>();
        var fits = schema["type"]?.GetValue<string>() switch
        {
            "object" => kind == JsonValueKind.Object,
            "array" => kind == JsonValueKind.Array,
            "string" => kind == JsonValueKind.String || (format == "int-or-string" && kind == JsonValueKind.Number),
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            "integer" => kind == JsonValueKind.Number && long.TryParse(value!.ToJsonString(), out _),
            "number" => kind == JsonValueKind.Number,
            _ => true,
        };
        if (!fits)
            problems.Add($"{path}: {value?.ToJsonString() ?? "null"} is no {schema["type"]}");
        else if (value is JsonArray list)
            for (var i = 0; i < list.Count; i++)
                Check(schema["items"]!.AsObject(), list[i], $"{path}[{i}]", problems);
        else if (value is JsonObject map)
            CheckFields(schema, map, path, problems);
    }

    private void CheckFields(JsonObject schema, JsonObject map, string path, List<string> problems)
    {
        foreach (var required in schema["required"] as JsonArray ?? [])
            if (!map.ContainsKey(required!.GetValue<string>()))
                problems.Add($"{path}.{required} is missing");
        foreach (var (field, value) in map)
        {
            if (schema["properties"]?[field] is JsonObject property)
                Check(property, value, $"{path}.{field}", problems);
            else if (schema["additionalProperties"] is JsonObject values)
                Check(values, value, $"{path}.{field}", problems);
            else if (schema["properties"] is JsonObject)
                problems.Add($"{path}.{field} is not a field of Kubernetes");
        }
    }
}
