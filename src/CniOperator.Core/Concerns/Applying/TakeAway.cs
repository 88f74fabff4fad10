using CniOperator.Kubernetes.Objects;
using System.Text.Json.Nodes;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;

namespace CniOperator.Core.Concerns.Applying;

/// <summary>What must be taken out of a live object before it is applied.</summary>
internal static class TakeAway
{
    /// <summary>The step; <c>null</c> when an apply does it all.</summary>
    internal static TakeAwayStep? Before(ApplyStep step, Facts facts)
    {
        var places = step.Differences.Select(d => d.Location).OfType<string>().ToList();
        if (places.Count == 0)
            return null;
        var live = facts.Live.GetValueOrDefault(step.Key) ?? facts.Progress.Record;
        return new TakeAwayStep(step.Key, new JsonArray([.. places.SelectMany(place => Removal(live, place))]), step.Hash);
    }

    // Each place is tested first: in an object that changed meanwhile, something else may be there.
    private static JsonNode[] Removal(JsonObject? live, string place) =>
        [
            new JsonObject
            {
                ["op"] = "test",
                ["path"] = place,
                ["value"] = live is null ? null : JsonPointer.Find(live, place)?.DeepClone(),
            },
            new JsonObject { ["op"] = "remove", ["path"] = place },
        ];
}
