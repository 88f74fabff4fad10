using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Conditions;

/// <summary>
/// Checks that an object's status can be understood by tools that wait by kstatus (Flux, Helm): the rules of
/// kstatus for <c>Ready</c>, <c>Reconciling</c> and <c>Stalled</c>, of Flux for the generations, and of the API for each condition.
/// </summary>
/// <remarks>
/// One rule of Flux is left out: that <c>status.observedGeneration</c> stays behind while <c>Reconciling</c> is true. Kstatus does not
/// need it, and it would hide from a user that the present spec was seen.
/// </remarks>
public static class KstatusRules
{
    private const string Ready = "Ready";
    private const string Reconciling = "Reconciling";
    private const string Stalled = "Stalled";

    /// <summary>What is wrong with the status of <paramref name="obj"/>: one sentence each, empty when nothing is.</summary>
    /// <param name="obj">The whole object, with <c>metadata.generation</c> and <c>status</c>; it is not changed.</param>
    public static IReadOnlyList<string> Check(JsonObject obj)
    {
        var status = obj["status"] as JsonObject;
        var conditions = status.Items("conditions").ToList();
        var generation = obj.Number(0, "metadata", "generation");
        return
        [
            .. ConditionRules.Entries(status),
            .. conditions.SelectMany(c => ConditionRules.Check(c, generation)),
            .. Repeated(conditions),
            .. Summary(status),
            .. Generations(status, conditions, generation),
        ];
    }

    private static IEnumerable<string> Repeated(IEnumerable<JsonObject> conditions) =>
        conditions
            .CountBy(c => c.Text("type") ?? "")
            .Where(c => c.Value > 1)
            .Select(c => $"{c.Key}: there are {c.Value} conditions of this type");

    private static IEnumerable<string> Summary(JsonObject? status)
    {
        if (ConditionReader.Find(status, Ready) is null)
            yield return $"{Ready} is missing; it must always be present";
        foreach (var type in new[] { Reconciling, Stalled })
        {
            var value = ConditionReader.StatusOf(status, type);
            if (value is not null and not "True")
                yield return $"{type} is {value}; it must be absent unless it is True";
            if (value == "True" && IsReady(status))
                yield return $"{Ready} and {type} are both True";
        }

        if (ConditionReader.Find(status, Reconciling) is not null && ConditionReader.Find(status, Stalled) is not null)
            yield return $"{Reconciling} and {Stalled} are both present";
    }

    private static IEnumerable<string> Generations(JsonObject? status, IEnumerable<JsonObject> conditions, long generation)
    {
        var observed = status.Number(-1, "observedGeneration");
        if (observed > generation)
            yield return $"status.observedGeneration {observed} is ahead of metadata.generation {generation}";
        if (!IsReady(status))
            yield break;
        if (observed != generation)
            yield return $"{Ready} is True, but status.observedGeneration is not metadata.generation {generation}";
        foreach (var condition in conditions.Where(c => c.Number(generation, "observedGeneration") < generation))
            yield return $"{Ready} is True, but {condition.Text("type")} was observed at a generation before {generation}";
    }

    private static bool IsReady(JsonObject? status) => ConditionReader.StatusOf(status, Ready) == "True";
}
