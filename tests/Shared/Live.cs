using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Tests;

/// <summary>
/// Makes live objects as a server would hold them after applies; lists of objects with a name are maps, other lists atomic.
/// </summary>
internal static class Live
{
    internal const string Us = "cni-operator";

    internal static readonly DateTimeOffset Time = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static JsonObject Json(string json) => (JsonObject)JsonNode.Parse(json)!;

    /// <summary>The object after a first apply of it by us.</summary>
    internal static JsonObject AppliedByUs(JsonObject desired, string uid = "u1", string resourceVersion = "1")
    {
        var live = (JsonObject)desired.DeepClone();
        var metadata = (JsonObject)live["metadata"]!;
        metadata["uid"] = uid;
        metadata["resourceVersion"] = resourceVersion;
        metadata["generation"] = 1;
        metadata["creationTimestamp"] = "2026-01-01T00:00:00Z";
        metadata["managedFields"] = new JsonArray(Entry(Us, "Apply", Fields(desired)));
        return live;
    }

    /// <summary>Another manager's update of one field: it owns the field from now on, and we do not.</summary>
    internal static JsonObject ChangedBy(this JsonObject live, string manager, string fields, Action<JsonObject> change)
    {
        change(live);
        var entries = (JsonArray)live["metadata"]!["managedFields"]!;
        Subtract((JsonObject)entries[0]!["fieldsV1"]!, Json(fields));
        entries.Add(Entry(manager, "Update", Json(fields), "2026-01-01T01:00:00Z"));
        return live;
    }

    internal static JsonObject Entry(string manager, string operation, JsonObject fields, string time = "2026-01-01T00:00:00Z") =>
        new()
        {
            ["manager"] = manager,
            ["operation"] = operation,
            ["apiVersion"] = "v1",
            ["time"] = time,
            ["fieldsType"] = "FieldsV1",
            ["fieldsV1"] = fields,
        };

    /// <summary>The entry of managedFields that our apply of a status leaves.</summary>
    internal static JsonObject StatusEntry(JsonObject status)
    {
        var fields = AppliedByUs(new JsonObject { ["metadata"] = new JsonObject(), ["status"] = status.DeepClone() })["metadata"]![
            "managedFields"
        ]![0]!["fieldsV1"]!.DeepClone();
        var conditions = new JsonObject();
        foreach (var condition in status.Items("conditions"))
        {
            var entry = new JsonObject { ["."] = new JsonObject() };
            foreach (var (name, _) in condition)
                entry["f:" + name] = new JsonObject();
            conditions[$"k:{{\"type\":\"{condition.Text("type")}\"}}"] = entry;
        }

        fields["f:status"]!["f:conditions"] = conditions;
        fields.AsObject().Remove("f:metadata");
        var managed = Entry(Us, "Apply", fields.AsObject());
        managed["subresource"] = "status";
        return managed;
    }

    internal static bool IsListMap(JsonArray list) => list.Count > 0 && list.All(i => i is JsonObject o && o["name"] is not null);

    /// <summary>The fields of an object as <c>managedFields</c> has them.</summary>
    internal static JsonObject Fields(JsonObject node, string path = "")
    {
        var fields = new JsonObject();
        foreach (var (name, value) in node)
        {
            if (path == "" && name is "apiVersion" or "kind")
                continue;
            if (path == "metadata" && name is "name" or "namespace")
                continue;
            fields["f:" + name] = value switch
            {
                JsonObject o => Fields(o, path == "" ? name : path + "." + name),
                JsonArray list when IsListMap(list) => Items(list),
                _ => new JsonObject(),
            };
        }

        return fields;
    }

    private static JsonObject Items(JsonArray list)
    {
        var fields = new JsonObject();
        foreach (var item in list.OfType<JsonObject>())
        {
            var below = Fields(item, "item");
            below["."] = new JsonObject();
            fields[$"k:{{\"name\":{item["name"]!.ToJsonString()}}}"] = below;
        }

        return fields;
    }

    internal static void Subtract(JsonObject from, JsonObject taken)
    {
        foreach (var (name, below) in taken)
        {
            if (name == "." || from[name] is not JsonObject ours)
                continue;
            var deeper = below is JsonObject map && map.Any(d => d.Key != ".") ? map : null;
            if (deeper is not null)
                Subtract(ours, deeper);
            if (deeper is null || ours.Count == 0)
                from.Remove(name);
        }
    }
}
