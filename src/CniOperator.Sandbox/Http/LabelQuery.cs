using System.Text.Json.Nodes;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Http;

/// <summary>Label selectors in their object form (meta/v1 <c>LabelSelector</c>).</summary>
internal static class LabelQuery
{
    internal static bool Matches(JsonObject? selector, JsonObject obj) =>
        selector is not null && LabelSelector.Parse(ToText(selector)).Matches(obj);

    /// <summary>The string form.</summary>
    internal static string ToText(JsonObject? selector)
    {
        var terms = (selector.MapAt("matchLabels") ?? []).Select(l => $"{l.Key}={l.Value}").ToList();
        foreach (var expression in selector.ListAt("matchExpressions") ?? [])
        {
            var key = expression.TextAt("key");
            var values = string.Join(",", (expression.ListAt("values") ?? []).Select(v => v?.ToString()));
            terms.Add(
                expression.TextAt("operator") switch
                {
                    "Exists" => $"{key}",
                    "DoesNotExist" => $"!{key}",
                    "In" => $"{key} in ({values})",
                    _ => $"{key} notin ({values})",
                }
            );
        }

        return string.Join(",", terms);
    }
}
