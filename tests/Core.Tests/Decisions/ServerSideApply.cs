using System.Text.Json.Nodes;
using CniOperator.Core.Decisions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Decisions;

/// <summary>
/// What a server makes of our forced apply to an object that is there: what others added stays theirs, what we owned and no longer apply
/// goes. Lists of objects with a name are maps, other lists atomic.
/// </summary>
internal static class ServerSideApply
{
    internal static JsonObject To(JsonObject live, JsonObject desired, DateTimeOffset now)
    {
        var result = (JsonObject)live.DeepClone();
        var ours = Live.Fields(desired);
        var entries = result.Items("metadata", "managedFields").ToList();
        var before = entries.Find(e => e.Text("manager") == Live.Us && e.Text("operation") == "Apply");
        if (before?["fieldsV1"] is JsonObject owned)
            Drop(result, owned, ours);
        Merge(result, desired);
        var others = entries.Where(e => !ReferenceEquals(e, before)).Select(e => (JsonObject)e.DeepClone()).ToList();
        foreach (var other in others)
            Live.Subtract((JsonObject)other["fieldsV1"]!, ours);
        result["metadata"]!["managedFields"] = new JsonArray([Live.Entry(Live.Us, "Apply", ours, StatusJson.Time(now)), .. others]);
        return result;
    }

    private static void Merge(JsonObject live, JsonObject desired)
    {
        foreach (var (name, value) in desired)
        {
            if (value is JsonObject map && live[name] is JsonObject liveMap)
                Merge(liveMap, map);
            else if (value is JsonArray list && live[name] is JsonArray liveList && Live.IsListMap(list))
                Merge(liveList, list);
            else
                live[name] = value?.DeepClone();
        }
    }

    private static void Merge(JsonArray live, JsonArray desired)
    {
        foreach (var item in desired.OfType<JsonObject>())
            if (Named(live, item.Text("name")) is { } there)
                Merge(there, item);
            else
                live.Add(item.DeepClone());
    }

    // What we owned before and do not own now.
    private static void Drop(JsonNode live, JsonObject before, JsonObject now)
    {
        foreach (var (name, below) in before)
        {
            var place = Find(live, name);
            if (place is null || name == ".")
                continue;
            if (now[name] is not JsonObject kept)
                Remove(place);
            else if (below is JsonObject { Count: > 0 } deeper && place is JsonObject or JsonArray)
                Drop(place, deeper, kept);
        }
    }

    private static JsonNode? Find(JsonNode live, string owned) =>
        owned.StartsWith("f:", StringComparison.Ordinal) ? (live as JsonObject)?[owned[2..]]
        : owned.StartsWith("k:", StringComparison.Ordinal) && live is JsonArray list ? Named(list, Live.Json(owned[2..]).Text("name"))
        : null;

    private static JsonObject? Named(JsonArray list, string? name) => list.OfType<JsonObject>().FirstOrDefault(i => i.Text("name") == name);

    private static void Remove(JsonNode place)
    {
        if (place.Parent is JsonObject map)
            map.Remove(place.GetPropertyName());
        else
            ((JsonArray)place.Parent!).Remove(place);
    }
}
