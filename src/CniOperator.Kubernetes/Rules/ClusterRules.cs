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

    internal static void CustomResourceDefinition(JsonObject obj, JsonObject? old, Check check)
    {
        var spec = obj.Map("spec") ?? [];
        var names = spec.Map("names") ?? [];
        var name = obj.Map("metadata")?.Text("name") ?? "";
        if (name != $"{names.Text("plural")}.{spec.Text("group")}")
            check.Invalid("metadata.name", name, "must be spec.names.plural+\".\"+spec.group");
        if (spec.Text("group") is { Length: > 0 } group && !group.Contains('.', StringComparison.Ordinal))
            check.Invalid("spec.group", group, "should be a domain with at least one dot");
        check.OneOf("spec.scope", spec.Text("scope"), "Cluster", "Namespaced");
        var versions = spec.Items("versions").ToList();
        for (var i = 0; i < versions.Count; i++)
            if (versions[i].Map("schema")?["openAPIV3Schema"] is null)
                check.Required($"spec.versions[{i}].schema.openAPIV3Schema");
        if (versions.Count > 0 && versions.Count(v => v.Flag("storage")) != 1)
            check.Invalid("spec.versions", spec["versions"]?.DeepClone(), "must have exactly one version marked as storage version");
        if (old?.Map("spec") is not { } before)
            return;
        check.Immutable("spec.group", spec["group"], before["group"]);
        check.Immutable("spec.scope", spec["scope"], before["scope"]);
        check.Immutable("spec.names.kind", names["kind"], before.Map("names")?["kind"]);
        check.Immutable("spec.names.plural", names["plural"], before.Map("names")?["plural"]);
    }

    private static bool IsFilled(JsonObject obj, string field) => obj[field] is JsonArray { Count: > 0 };
}
