using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Ownership;

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
            // A leaf is written as {}; only a member with fields below must be distinguished from a mere parent.
            if (entry.IsMember && below.Count > 0)
                below.Insert(0, Self, new JsonObject());
            json[step.Text] = below;
        }

        return json;
    }

    /// <summary>
    /// Reads the first level of a set; what is below is read when it is asked for. Keys that are not path steps are skipped: a manager
    /// cannot own anything by them.
    /// </summary>
    internal static SortedList<PathElement, FieldEntry> ReadLevel(JsonObject json)
    {
        var level = new SortedList<PathElement, FieldEntry>(json.Count);
        foreach (var (text, node) in json)
        {
            if (text == Self || PathElement.Parse(text) is not { } step)
                continue;
            var inner = node as JsonObject ?? [];
            var isLeaf = inner.Count == 0 || (inner.Count == 1 && inner.ContainsKey(Self));
            level[step] = new FieldEntry(isLeaf || inner.ContainsKey(Self), isLeaf ? FieldEntry.None.Below : new FieldSet(inner));
        }

        return level;
    }
}
