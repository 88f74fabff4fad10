using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Ownership;

/// <summary>Writes field paths as people read them: <c>spec.ports[port=53,protocol="UDP"].name</c>.</summary>
internal static class ReadablePath
{
    // What identifies items of the lists that Kubernetes treats as maps, tried in this order.
    private static readonly string[] UsualKeys = ["name", "mountPath", "containerPort", "port", "ip", "type", "key"];

    internal static string Field(string path, string name) =>
        name.AsSpan().IndexOfAny("./\"[") >= 0 ? $"{path}[\"{name}\"]"
        : path.Length == 0 ? name
        : $"{path}.{name}";

    internal static string Index(string path, int index) => $"{path}[{index}]";

    internal static string Value(string path, JsonNode value) => $"{path}[={value.ToJsonString()}]";

    internal static string Item(string path, JsonObject key) =>
        $"{path}[{string.Join(',', key.Select(k => $"{k.Key}={k.Value?.ToJsonString()}"))}]";

    /// <summary>The fields that identify an item that no manager owns yet.</summary>
    internal static JsonObject GuessKey(JsonObject item)
    {
        var name = UsualKeys.FirstOrDefault(k => item.At(k) is not null);
        return name is null ? [] : new JsonObject { [name] = item[name]!.DeepClone() };
    }
}
