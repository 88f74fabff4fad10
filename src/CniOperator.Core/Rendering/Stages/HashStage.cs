using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Core.Api;

namespace CniOperator.Core.Rendering.Stages;

/// <summary>
/// Marks pod templates with a hash of the configuration that their pods read, because Kubernetes does not restart pods when a
/// ConfigMap or Secret changes. Labels of the configuration do not count: pods never see them.
/// </summary>
internal static class HashStage
{
    private static readonly string[] DataFields = ["data", "binaryData", "stringData"];

    internal static void MarkPods(IReadOnlyList<JsonObject> objects)
    {
        var configuration = objects
            .Where(o => o["kind"]?.ToString() is "ConfigMap" or "Secret")
            .ToDictionary(o => (o["kind"]!.ToString(), NamespaceOf(o), o["metadata"]!["name"]!.ToString()));
        foreach (var workload in objects)
        {
            if (RenderedPodTemplates.Of(workload) is not { } template)
                continue;
            var read = References(template["spec"])
                .Distinct()
                .Order()
                .Select(r => configuration.GetValueOrDefault((r.Kind, NamespaceOf(workload), r.Name)))
                .OfType<JsonObject>()
                .ToArray();
            if (read.Length == 0)
                continue;
            RenderedPodTemplates.Child(RenderedPodTemplates.Child(template, "metadata"), "annotations")[ClusterNetworkApi.HashAnnotation] =
                Of(read.Select(DataOf));
        }
    }

    /// <summary>Sixteen hexadecimal digits over the nodes' JSON, in order.</summary>
    internal static string Of(IEnumerable<JsonNode> nodes)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
            foreach (var node in nodes)
            {
                node.WriteTo(writer);
                writer.Flush();
                buffer.WriteByte((byte)'\n');
                writer.Reset();
            }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)).AsSpan(0, 8));
    }

    private static JsonObject DataOf(JsonObject configuration)
    {
        var data = new JsonObject
        {
            ["kind"] = configuration["kind"]!.ToString(),
            ["name"] = configuration["metadata"]!["name"]!.ToString(),
        };
        foreach (var field in DataFields)
            if (configuration[field] is JsonObject map)
                foreach (var (key, value) in map.OrderBy(p => p.Key, StringComparer.Ordinal))
                    data[$"{field}/{key}"] = value?.DeepClone();
        return data;
    }

    // Volumes and environment name what they read by these fields; everything else in a pod names no configuration.
    internal static IEnumerable<(string Kind, string Name)> References(JsonNode? node)
    {
        if (node is JsonArray list)
            return list.SelectMany(References);
        if (node is not JsonObject map)
            return [];
        return map.SelectMany(p =>
            (p.Key, p.Value) switch
            {
                ("configMap" or "configMapRef" or "configMapKeyRef", JsonObject r) => Named("ConfigMap", r["name"]),
                ("secret", JsonObject r) => Named("Secret", r["secretName"] ?? r["name"]),
                ("secretRef" or "secretKeyRef", JsonObject r) => Named("Secret", r["name"]),
                _ => References(p.Value),
            }
        );
    }

    private static IEnumerable<(string Kind, string Name)> Named(string kind, JsonNode? name) =>
        name is null ? [] : [(kind, name.ToString())];

    private static string NamespaceOf(JsonObject json) => json["metadata"]?["namespace"]?.ToString() ?? "";
}
