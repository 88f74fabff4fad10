using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Apply;

/// <summary>A value that may be absent: in JSON, an explicit <c>null</c> is present.</summary>
internal readonly record struct Maybe(bool Exists, JsonNode? Node)
{
    internal static readonly Maybe Absent = new(false, null);

    internal JsonObject? Map => Node as JsonObject;

    internal JsonArray? List => Node as JsonArray;

    /// <summary>Absent, null, or a container without entries.</summary>
    internal bool IsBlank => Node is null or JsonObject { Count: 0 } or JsonArray { Count: 0 };

    internal static Maybe Of(JsonNode? node) => new(true, node);

    internal static Maybe Field(JsonObject? map, string name) =>
        map is not null && map.TryGetPropertyValue(name, out var node) ? Of(node) : Absent;
}
