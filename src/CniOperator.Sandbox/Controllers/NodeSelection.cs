using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Sandbox.Controllers;

/// <summary>
/// Which nodes a pod may run on: node selectors, required node affinity, taints and tolerations (core/v1 and the scheduler's plugins).
/// </summary>
internal static class NodeSelection
{
    /// <summary>Node selector and required affinity; affinity terms are alternatives, the requirements in one term all hold.</summary>
    public static bool Selects(JsonNode? podSpec, JsonObject node)
    {
        var labels = node.Labels();
        if (podSpec.TextMap("nodeSelector").Any(s => labels.GetValueOrDefault(s.Key) != s.Value))
            return false;
        var required = podSpec.At("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
        return required is null || required.Items("nodeSelectorTerms").Any(t => Matches(t, node, labels));
    }

    /// <summary>The first taint of the given effects that the pod does not tolerate, or null.</summary>
    public static JsonObject? Untolerated(IEnumerable<JsonObject> tolerations, JsonObject node, params string[] effects)
    {
        var list = tolerations.ToList();
        return node.Items("spec", "taints").FirstOrDefault(t => effects.Contains(t.Text("effect")) && !list.Any(o => Tolerates(o, t)));
    }

    public static bool Tolerates(JsonObject toleration, JsonObject taint)
    {
        if (toleration.Text("effect") is { Length: > 0 } effect && effect != taint.Text("effect"))
            return false;
        var key = toleration.Text("key") ?? "";
        if (key.Length > 0 && key != taint.Text("key"))
            return false;
        return toleration.Text("operator") == "Exists"
            || (key.Length > 0 && (toleration.Text("value") ?? "") == (taint.Text("value") ?? ""));
    }

    private static bool Matches(JsonObject term, JsonObject node, IReadOnlyDictionary<string, string> labels)
    {
        var expressions = term.Items("matchExpressions").ToList();
        var fields = term.Items("matchFields").ToList();
        // A term without requirements selects nothing.
        if (expressions.Count + fields.Count == 0)
            return false;
        return expressions.All(e => Holds(e, labels.GetValueOrDefault(e.Text("key") ?? "")))
            && fields.All(f => f.Text("key") == "metadata.name" && Holds(f, node.Name()));
    }

    private static bool Holds(JsonObject requirement, string? value) =>
        requirement.Text("operator") switch
        {
            "In" => value is not null && requirement.Texts("values").Contains(value),
            "NotIn" => value is null || !requirement.Texts("values").Contains(value),
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            "Gt" => Compare(requirement, value) > 0,
            "Lt" => Compare(requirement, value) < 0,
            _ => false,
        };

    private static int Compare(JsonObject requirement, string? value) =>
        long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var actual)
        && long.TryParse(requirement.Texts("values").FirstOrDefault(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var wanted)
            ? actual.CompareTo(wanted)
            : 0;
}
