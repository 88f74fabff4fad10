using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Rules;

/// <summary>The rules of objects that configure the cluster itself.</summary>
internal static class ClusterRules
{
    private const int MaxUserPriority = 1_000_000_000;

    internal static void Role(JsonObject obj, JsonObject? old, Check check)
    {
        var i = 0;
        foreach (var rule in obj.Items("rules"))
        {
            var at = $"rules[{i++}]";
            var isUrls = IsFilled(rule, "nonResourceURLs");
            if (!IsFilled(rule, "verbs"))
                check.Required($"{at}.verbs", "verbs must contain at least one value");
            if (isUrls && (IsFilled(rule, "apiGroups") || IsFilled(rule, "resources") || IsFilled(rule, "resourceNames")))
                check.Invalid(
                    $"{at}.nonResourceURLs",
                    rule["nonResourceURLs"]?.DeepClone(),
                    "rules cannot apply to both regular resources and non-resource URLs"
                );
            if (isUrls)
                continue;
            if (!IsFilled(rule, "apiGroups"))
                check.Required($"{at}.apiGroups", "resource rules must supply at least one api group");
            if (!IsFilled(rule, "resources"))
                check.Required($"{at}.resources", "resource rules must supply at least one resource");
        }
    }

    internal static void RoleBinding(JsonObject obj, JsonObject? old, Check check)
    {
        var role = obj.Map("roleRef") ?? [];
        var isNamespaced = obj.Text("kind") == "RoleBinding";
        if (isNamespaced)
            check.OneOf("roleRef.kind", role.Text("kind"), "Role", "ClusterRole");
        else
            check.OneOf("roleRef.kind", role.Text("kind"), "ClusterRole");
        if (role.Text("name") is { Length: 0 })
            check.Required("roleRef.name");
        var i = 0;
        foreach (var subject in obj.Items("subjects"))
        {
            var at = $"subjects[{i++}]";
            check.OneOf($"{at}.kind", subject.Text("kind"), "ServiceAccount", "User", "Group");
            if (subject.Text("name") is { Length: 0 })
                check.Required($"{at}.name");
            if (!isNamespaced && subject.Text("kind") == "ServiceAccount" && subject.Text("namespace") is null or "")
                check.Required($"{at}.namespace");
        }

        if (old is null || JsonNode.DeepEquals(role, old["roleRef"]))
            return;
        // Shown as the API server's own type has it.
        var shown = new JsonObject
        {
            ["APIGroup"] = role.Text("apiGroup"),
            ["Kind"] = role.Text("kind"),
            ["Name"] = role.Text("name"),
        };
        check.Invalid("roleRef", shown, "cannot change roleRef");
    }

    internal static void PriorityClass(JsonObject obj, JsonObject? old, Check check)
    {
        var isSystem = obj.Map("metadata")?.Text("name")?.StartsWith("system-", StringComparison.Ordinal) == true;
        if (!isSystem && obj.Number("value") is > MaxUserPriority)
            check.Forbidden("value", $"maximum allowed value of a user defined priority is {MaxUserPriority}");
        if (old is null)
            return;
        if (obj.Number("value") != old.Number("value"))
            check.Forbidden("value", "may not be changed in an update.");
        if (obj.Text("preemptionPolicy") != old.Text("preemptionPolicy"))
            check.Invalid("preemptionPolicy", obj["preemptionPolicy"]?.DeepClone(), "field is immutable");
    }

    private static bool IsFilled(JsonObject obj, string field) => obj[field] is JsonArray { Count: > 0 };
}
