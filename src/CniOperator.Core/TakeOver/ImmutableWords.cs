using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.TakeOver;

/// <summary>Says how to get on where an object has a field that no one can change.</summary>
internal static class ImmutableWords
{
    // The API server's own words, by kind: selectors, roleRef, Services' addresses, classes; a CRD's rule may say what it likes.
    private static readonly string[] Said =
    [
        "immutable",
        "may not change once set",
        "cannot change roleRef",
        "may not be changed in an update",
        "updates to parameters are forbidden",
        "updates to provisioner are forbidden",
        "updates to reclaimPolicy is forbidden",
        "updates to statefulset spec",
    ];

    /// <summary>True when the API server says that a field cannot be changed.</summary>
    internal static bool Says(string message) => Said.Any(s => message.Contains(s, StringComparison.OrdinalIgnoreCase));

    /// <summary>The ways out, as one sentence without its end.</summary>
    /// <param name="key">The object.</param>
    /// <param name="strangers">Labels that its pods lack for the new selector to match them; empty when none, or when not known.</param>
    internal static string WayOut(ObjectKey key, string strangers = "")
    {
        var ns = key.Namespace is null ? "" : $"-n {key.Namespace} ";
        var delete = $"kubectl {ns}delete {key.Kind.ToLowerInvariant()} {key.Name}";
        var acknowledge = $"add {TakeOverRules.ImmutableField.Id} to spec.acknowledge, and the operator does that";
        if (!ImmutableFields.CanBeRecreated(key))
            return "put the field back in the ClusterNetwork; to have another value, give the object another name";
        if (key.Group != "apps")
            return $"delete it ({delete}), and the operator creates it as rendered at once; or {acknowledge}";
        var adopted =
            strangers.Length == 0
                ? "adopts them and replaces them within spec.rollout.maxUnavailable"
                : $"adopts none of them: label them first (kubectl {ns}label pods … {strangers}), or they run next to the new ones";
        return $"delete it and leave its pods running ({delete} --cascade=orphan): the new one {adopted}; or {acknowledge}";
    }

    /// <summary>The labels that the pods of a live workload lack for a new selector to match them: <c>a=b c=d</c>.</summary>
    internal static string Strangers(Manifest rendered, JsonObject live)
    {
        var pods = live.TextMap("spec", "template", "metadata", "labels");
        return string.Join(
            ' ',
            rendered
                .Json.TextMap("spec", "selector", "matchLabels")
                .Where(l => pods.GetValueOrDefault(l.Key) != l.Value)
                .Select(l => $"{l.Key}={l.Value}")
        );
    }

    /// <summary>A selector as kubectl writes it, anything else as JSON.</summary>
    internal static string Shown(JsonNode? value) =>
        value.Map("matchLabels") is { } labels && value is JsonObject { Count: 1 }
            ? string.Join(',', labels.Select(l => $"{l.Key}={l.Value}"))
            : value?.ToJsonString() ?? "nothing";
}
