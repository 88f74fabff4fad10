using System.Text.Json.Nodes;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Controllers;

/// <summary>Evaluates a metav1.LabelSelector.</summary>
internal static class LabelMatching
{
    public static bool Matches(JsonNode? selector, IReadOnlyDictionary<string, string> labels) =>
        selector.Map("matchLabels").All(s => labels.GetValueOrDefault(s.Key) == s.Value)
        && selector
            .Items("matchExpressions")
            .All(e =>
                (e.TextAt("operator"), labels.GetValueOrDefault(e.TextAt("key") ?? "")) switch
                {
                    ("In", var value) => value is not null && e.Texts("values").Contains(value),
                    ("NotIn", var value) => value is null || !e.Texts("values").Contains(value),
                    ("Exists", var value) => value is not null,
                    ("DoesNotExist", var value) => value is null,
                    _ => false,
                }
            );
}
