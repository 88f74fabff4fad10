using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Answers;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Tables;

/// <summary>Answers in columns, as kubectl prints them (meta.k8s.io/v1 <c>Table</c>, KEP-515).</summary>
internal static class TablePrinter
{
    internal static JsonObject Print(
        Resource resource,
        ServedVersion version,
        IReadOnlyList<StoredObject> items,
        JsonObject metadata,
        TimeProvider clock,
        string? includeObject
    )
    {
        var columns = KindTables.For(resource, version);
        var now = clock.GetUtcNow();
        var rows = new JsonArray();
        foreach (var item in items)
        {
            var row = new JsonObject { ["cells"] = new JsonArray([.. columns.Select(c => c.Cell(item.Json, now))]) };
            var shown = includeObject switch
            {
                "None" => null,
                "Object" => version.FromStorage(item.Json),
                _ => MetadataOnly.Of(item),
            };
            if (shown is not null)
                row["object"] = shown;
            rows.Push(row);
        }

        return new JsonObject
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = metadata,
            ["columnDefinitions"] = new JsonArray([.. columns.Select(c => c.Definition())]),
            ["rows"] = rows,
        };
    }
}
