using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Conditions;

/// <summary>
/// The rules for one condition: those of <c>metav1.Condition</c>'s schema, and of the API conventions (a CamelCase reason, the
/// generation that was observed).
/// </summary>
internal static partial class ConditionRules
{
    private const int TypeLength = 316;
    private const int ReasonLength = 1024;
    private const int MessageLength = 32768;

    /// <summary>Says which entries of <c>status.conditions</c> are not objects, or that the whole is not a list.</summary>
    internal static IEnumerable<string> Entries(JsonObject? status) =>
        status?["conditions"] switch
        {
            null => [],
            JsonArray list => list.Select((entry, i) => (entry, i))
                .Where(e => e.entry is not JsonObject)
                .Select(e => $"status.conditions[{e.i}] is not an object"),
            _ => ["status.conditions is not a list"],
        };

    /// <summary>What is wrong with <paramref name="condition"/> of an object with this generation.</summary>
    internal static IEnumerable<string> Check(JsonObject condition, long generation)
    {
        var name = condition.Text("type") is { Length: > 0 } type ? type : "a condition without type";
        return Fields(condition, generation).Select(problem => $"{name}: {problem}");
    }

    private static IEnumerable<string> Fields(JsonObject condition, long generation)
    {
        if (condition.Text("type") is not { } type || type.Length > TypeLength || !TypePattern().IsMatch(type))
            yield return $"type must be a CamelCase name, with an optional DNS prefix, of at most {TypeLength} characters";
        if (condition.Text("status") is not ("True" or "False" or "Unknown"))
            yield return $"status is {condition["status"]?.ToJsonString() ?? "missing"}; it must be True, False or Unknown";
        if (condition.Text("reason") is not { } reason || reason.Length > ReasonLength || !ReasonPattern().IsMatch(reason))
            yield return $"reason must be a CamelCase word of at most {ReasonLength} characters";
        if (condition.Text("message") is not { Length: <= MessageLength })
            yield return $"message must be text of at most {MessageLength} characters";
        if (condition.Time("lastTransitionTime") is null)
            yield return "lastTransitionTime must be a time";
        if (condition.Number(-1, "observedGeneration") is var observed && observed < 0)
            yield return "observedGeneration must be a number from 0 up";
        else if (observed > generation)
            yield return $"observedGeneration {observed} is ahead of metadata.generation {generation}";
    }

    // The pattern of metav1.Condition.type.
    [GeneratedRegex(
        @"^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex TypePattern();

    // Narrower than metav1.Condition.reason, which allows underscores, commas and colons too.
    [GeneratedRegex(@"^[A-Z][A-Za-z0-9]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex ReasonPattern();
}
