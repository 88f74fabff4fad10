using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Sandbox.Http;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Tables;

/// <summary>Cells that several kinds share (kubernetes <c>printers/internalversion</c>).</summary>
internal static class Cells
{
    internal const string None = "<none>";

    /// <summary>A column with a number from a field; 0 when it is absent.</summary>
    internal static Column Count(string name, params string[] path) => new(name, (o, _) => o.NumberAt(path) ?? 0, Type: "integer");

    /// <summary>A column with a text from a field.</summary>
    internal static Column Text(string name, string missing, int priority, params string[] path) =>
        new(name, (o, _) => o.TextAt(path) is { Length: > 0 } text ? text : missing, Priority: priority);

    internal static Column Containers(params string[] spec) =>
        new("Containers", (o, _) => string.Join(',', ContainersOf(o, spec).Select(c => c.TextAt("name"))), Priority: 1);

    internal static Column Images(params string[] spec) =>
        new("Images", (o, _) => string.Join(',', ContainersOf(o, spec).Select(c => c.TextAt("image"))), Priority: 1);

    internal static Column Selector() => new("Selector", (o, _) => Joined(o.MapAt("spec", "selector")), Priority: 1);

    /// <summary>Labels as text; a selector in object form or a plain map.</summary>
    internal static string Joined(JsonObject? map)
    {
        if (map is null || map.Count == 0)
            return None;
        var text =
            map.ContainsKey("matchLabels") || map.ContainsKey("matchExpressions")
                ? LabelQuery.ToText(map)
                : string.Join(',', map.Select(l => $"{l.Key}={l.Value}").Order(StringComparer.Ordinal));
        return text.Length == 0 ? None : text;
    }

    internal static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static JsonArray ContainersOf(JsonObject obj, string[] spec) => obj.ListAt([.. spec, "containers"]) ?? [];
}
