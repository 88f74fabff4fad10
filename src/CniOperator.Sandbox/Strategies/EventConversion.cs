using System.Text.Json.Nodes;

namespace CniOperator.Sandbox.Strategies;

/// <summary>
/// Events of <c>events.k8s.io/v1</c> are core <c>v1</c> events under newer field names (events.k8s.io API, <c>deprecated*</c> fields).
/// </summary>
internal static class EventConversion
{
    private static readonly (string Core, string Newer)[] Names =
    [
        ("involvedObject", "regarding"),
        ("message", "note"),
        ("reportingComponent", "reportingController"),
        ("source", "deprecatedSource"),
        ("firstTimestamp", "deprecatedFirstTimestamp"),
        ("lastTimestamp", "deprecatedLastTimestamp"),
        ("count", "deprecatedCount"),
    ];

    internal static JsonObject FromCore(JsonObject core) => Rename(core, "events.k8s.io/v1", toNewer: true);

    internal static JsonObject ToCore(JsonObject newer) => Rename(newer, "v1", toNewer: false);

    private static JsonObject Rename(JsonObject from, string apiVersion, bool toNewer)
    {
        var to = new JsonObject();
        foreach (var (field, value) in from)
        {
            var pair = Array.Find(Names, n => (toNewer ? n.Core : n.Newer) == field);
            var name =
                pair == default ? field
                : toNewer ? pair.Newer
                : pair.Core;
            to[name] = field == "apiVersion" ? apiVersion : value?.DeepClone();
        }

        return to;
    }
}
