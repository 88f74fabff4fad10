using System.Text.Json.Nodes;

namespace CniOperator.Sandbox.BuiltIns;

/// <summary>Label selectors in objects: <c>matchLabels</c> and <c>matchExpressions</c>.</summary>
public static class SelectorMatch
{
    /// <summary>Whether labels satisfy a selector; an empty selector matches everything.</summary>
    public static bool Matches(JsonObject selector, JsonObject? labels)
    {
        labels ??= [];
        foreach (var (key, value) in selector.Map("matchLabels") ?? [])
            if (!JsonNode.DeepEquals(labels[key], value))
                return false;
        return selector.Maps("matchExpressions").All(e => Holds(e, labels));
    }

    private static bool Holds(JsonObject expression, JsonObject labels)
    {
        var value = labels.Text(expression.Text("key") ?? "");
        var values = (expression["values"] as JsonArray ?? []).Select(v => v?.ToString());
        return expression.Text("operator") switch
        {
            "In" => value is not null && values.Contains(value),
            "NotIn" => value is null || !values.Contains(value),
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            _ => false,
        };
    }
}
