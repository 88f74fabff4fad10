using System.Text.Json.Nodes;

namespace CniOperator.Sandbox.Apply;

/// <summary>The JSON form of a field set in <c>managedFields[].fieldsV1</c> (KEP-555).</summary>
internal static class FieldsV1
{
    private const string Self = ".";

    internal static JsonObject Write(FieldSet set)
    {
        var json = new JsonObject();
        foreach (var (step, entry) in set.Entries)
        {
            var below = Write(entry.Below);
            // A leaf is written as {}; only a member with fields below needs to be told from its mere parents.
            if (entry.IsMember && below.Count > 0)
                below.Insert(0, Self, new JsonObject());
            json[step.Text] = below;
        }

        return json;
    }

    /// <summary>Reads a set; keys that are no path steps are skipped, as whoever wrote them cannot own anything by them.</summary>
    internal static FieldSet Read(JsonObject? json)
    {
        var set = new FieldSet();
        foreach (var (text, node) in json ?? [])
        {
            if (text == Self || PathElement.Parse(text) is not { } step)
                continue;
            var inner = node as JsonObject ?? [];
            set.Put(step, inner.Count == 0 || inner.ContainsKey(Self), Read(inner));
        }

        return set;
    }
}
