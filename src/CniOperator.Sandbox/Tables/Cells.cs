using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Selectors;

namespace CniOperator.Sandbox.Tables;

/// <summary>Cells that several kinds share (kubernetes <c>printers/internalversion</c>).</summary>
internal static class Cells
{
    internal const string None = "<none>";

    /// <summary>A column with a number from a field; 0 when it is absent.</summary>
    internal static Column Count(string name, params string[] path) => new(name, (o, _) => o.Number(path) ?? 0, Type: "integer");

    /// <summary>A column with a text from a field.</summary>
    internal static Column Text(string name, string missing, int priority, params string[] path) =>
        new(name, (o, _) => o.Text(path) is { Length: > 0 } text ? text : missing, Priority: priority);

    internal static Column Containers(params string[] spec) =>
        new("Containers", (o, _) => string.Join(',', ContainersOf(o, spec).Select(c => c.Text("name"))), Priority: 1);

    internal static Column Images(params string[] spec) =>
        new("Images", (o, _) => string.Join(',', ContainersOf(o, spec).Select(c => c.Text("image"))), Priority: 1);

    internal static Column Selector() => new("Selector", (o, _) => Joined(o.Map("spec", "selector")), Priority: 1);

    /// <summary>Labels as text; a selector in object form or a plain map.</summary>
    internal static string Joined(JsonObject? map)
    {
        if (map is null || map.Count == 0)
            return None;
        var text =
            map.ContainsKey("matchLabels") || map.ContainsKey("matchExpressions")
                ? LabelSelector.Of(map).ToString()
                : string.Join(',', map.Select(l => $"{l.Key}={l.Value}").Order(StringComparer.Ordinal));
        return text.Length == 0 ? None : text;
    }

    internal static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static JsonArray ContainersOf(JsonObject obj, string[] spec) => obj.List([.. spec, "containers"]) ?? [];
}
