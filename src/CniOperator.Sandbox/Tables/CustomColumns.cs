using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Tables;

/// <summary>The columns that a CustomResourceDefinition declares.</summary>
internal static class CustomColumns
{
    internal static IReadOnlyList<Column> Of(ServedVersion version) =>
        version.Columns.Count == 0 ? [KindTables.Name, KindTables.Age] : [KindTables.Name, .. version.Columns.Select(Declared)];

    private static Column Declared(PrinterColumn column)
    {
        var path = JsonPath.Parse(column.JsonPath);
        return new Column(
            column.Name,
            (obj, now) => Cell(path.Find(obj), column.Type, now),
            column.Type,
            column.Priority,
            column.Format,
            column.Description
        );
    }

    private static JsonNode? Cell(JsonNode? value, string type, DateTimeOffset now)
    {
        if (value is null)
            return null;
        if (type == "date")
            return value.Time() is { } time ? HumanDuration.Of(now - time) : "<invalid>";
        return value is JsonValue ? value.DeepClone() : value.ToJsonString();
    }
}
