using System.Text.Json.Nodes;
using CniOperator.Core.Catalog;
using CniOperator.Core.Rendering;

namespace CniOperator.Core.Tests.Rendering;

/// <summary>Requests for Calico, and the parts of what they render.</summary>
internal static class CalicoSample
{
    internal const string Network = "192.168.0.0/16";

    internal static RenderRequest Of(string parameters = "{}", params string[] cidrs) =>
        new(
            "default",
            Sample.SpecOf(
                AddonCatalog.BuiltIn.Find("calico")!,
                (JsonObject)JsonNode.Parse(parameters)!,
                cidrs.Length == 0 ? [Network] : cidrs
            ),
            ClusterFacts.None,
            new Dictionary<SecretKeyReference, string>()
        );

    internal static RenderRequest OnNodes(this RenderRequest request, int nodes) =>
        request with
        {
            Facts = new ClusterFacts { NodeCount = nodes },
        };

    internal static RenderRequest At(this RenderRequest request, string version) =>
        request with
        {
            Spec = request.Spec with { Version = version },
        };

    /// <summary>The spec of an object of Calico's own kinds.</summary>
    internal static JsonObject Spec(this RenderResult result, string kind, string name = "default") =>
        result.Object(kind, name).Json["spec"]!.AsObject();

    internal static JsonObject Config(this RenderResult result) => result.Object("ConfigMap", "calico-config").Json["data"]!.AsObject();

    internal static JsonObject Node(this RenderResult result) => result.Spec("DaemonSet", "calico-node")["template"]!["spec"]!.AsObject();

    internal static JsonObject Container(this JsonObject podSpec, string name) =>
        podSpec["containers"]!
            .AsArray()
            .Concat(podSpec["initContainers"] as JsonArray ?? [])
            .Select(c => c!.AsObject())
            .Single(c => (string?)c["name"] == name);

    /// <summary>A variable's value; <c>from KEY</c> for one of calico-config; <c>null</c> when it is not there.</summary>
    internal static string? Env(this JsonObject container, string name)
    {
        var variable = container["env"]!.AsArray().SingleOrDefault(e => (string?)e!["name"] == name);
        return (string?)variable?["value"]
            ?? (
                variable?["valueFrom"]?["configMapKeyRef"]?["key"] is { } key
                    ? $"from {key}"
                    : (string?)variable?["valueFrom"]?["fieldRef"]?["fieldPath"]
            );
    }

    internal static IEnumerable<string?> Texts(this JsonNode? list) => list?.AsArray().Select(e => (string?)e) ?? [];

    internal static void Same(string expected, JsonNode? actual) =>
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(expected), actual),
            $"expected {JsonNode.Parse(expected)!.ToJsonString()}\nbut got  {actual?.ToJsonString()}"
        );
}
