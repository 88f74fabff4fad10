using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Sandbox.Storage;

/// <summary>Compares what users asked for.</summary>
internal static class Generation
{
    /// <summary>True when two objects are equal except for their metadata, and their status when that is a subresource.</summary>
    internal static bool SameDesired(JsonObject a, JsonObject b, bool hasStatus) => Covers(a, b, hasStatus) && Covers(b, a, hasStatus);

    /// <summary>True when two objects are equal except for their resourceVersion and the times of their managed fields.</summary>
    internal static bool SameStored(JsonObject a, JsonObject b)
    {
        var left = Comparable(a);
        var right = Comparable(b);
        return JsonNode.DeepEquals(left, right);
    }

    private static bool Covers(JsonObject a, JsonObject b, bool hasStatus)
    {
        foreach (var (field, value) in a)
        {
            if (field == "metadata" || (field == "status" && hasStatus))
                continue;
            if (!JsonNode.DeepEquals(value, b[field]))
                return false;
        }

        return true;
    }

    private static JsonObject Comparable(JsonObject obj)
    {
        var clone = obj.DeepClone().AsObject();
        var metadata = clone.Metadata();
        metadata.Remove("resourceVersion");
        foreach (var entry in metadata.List("managedFields") ?? [])
            (entry as JsonObject)?.Remove("time");
        return clone;
    }
}
