using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Objects;

/// <summary>What a CustomResourceDefinition brings, and whether the API server serves it.</summary>
/// <param name="Key">The definition itself.</param>
/// <param name="Group">The group of its kind.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Plural">The plural, as in paths.</param>
/// <param name="Namespaced">Whether its objects live in namespaces.</param>
/// <param name="Versions">The versions served.</param>
/// <param name="Established">The API server serves it: its condition Established is True.</param>
/// <param name="Trouble">
/// Why it will not be served without help, in the server's words; <c>null</c> when nothing is known against it.
/// </param>
public sealed record CustomDefinition(
    ObjectKey Key,
    string Group,
    string Kind,
    string Plural,
    bool Namespaced,
    IReadOnlyList<string> Versions,
    bool Established,
    string? Trouble
)
{
    /// <summary>When it was created; <c>null</c> for one that is only rendered.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>True when <paramref name="key"/> is a CustomResourceDefinition.</summary>
    public static bool Is(ObjectKey key) => key is { Kind: "CustomResourceDefinition", Group: "apiextensions.k8s.io" };

    /// <summary>Reads one, rendered or live.</summary>
    public static CustomDefinition Of(ObjectKey key, JsonObject json)
    {
        // NamesAccepted=False: another definition has one of the names, and will keep it.
        var refused = Condition(json, "NamesAccepted") is { } names && names.Text("status") == "False" ? names : null;
        return new CustomDefinition(
            key,
            json.Text("spec", "group") ?? "",
            json.Text("spec", "names", "kind") ?? "",
            json.Text("spec", "names", "plural") ?? "",
            json.Text("spec", "scope") == "Namespaced",
            [.. json.Items("spec", "versions").Where(v => v.Flag("served")).Select(v => v.Text("name")).OfType<string>()],
            Condition(json, "Established").Text("status") == "True",
            refused is null ? null : $"{refused.Text("reason")}: {refused.Text("message")}"
        )
        {
            CreatedAt = json.Time("metadata", "creationTimestamp"),
        };
    }

    /// <summary>True when <paramref name="key"/> is an object of its kind.</summary>
    public bool Brings(ObjectKey key) => key.Group == Group && key.Kind == Kind;

    private static JsonObject? Condition(JsonObject json, string type) =>
        json.Items("status", "conditions").FirstOrDefault(c => c.Text("type") == type);
}
