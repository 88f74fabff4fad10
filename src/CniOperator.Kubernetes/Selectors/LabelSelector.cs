using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Selectors;

/// <summary>
/// A label selector, of its string form (<c>a=b,c!=d,e in (f,g),h notin (i),j,!k,l&gt;1</c>) or its object form (meta/v1
/// <c>LabelSelector</c> with <c>matchLabels</c> and <c>matchExpressions</c>).
/// </summary>
public sealed class LabelSelector
{
    private readonly IReadOnlyList<LabelRequirement> _requirements;

    private LabelSelector(IReadOnlyList<LabelRequirement> requirements) => _requirements = requirements;

    /// <summary>True when it selects everything.</summary>
    public bool IsEmpty => _requirements.Count == 0;

    /// <summary>Parses the string form; no text selects everything.</summary>
    /// <exception cref="SelectorException">The text is not a selector.</exception>
    public static LabelSelector Parse(string? text) => new(string.IsNullOrWhiteSpace(text) ? [] : LabelSelectorParser.Parse(text));

    /// <summary>Reads the object form; an empty object selects everything, and so does <c>null</c>.</summary>
    public static LabelSelector Of(JsonObject? selector) =>
        new([
            .. (selector.Map("matchLabels") ?? []).Select(l => new LabelRequirement(l.Key, LabelRequirement.Equal, [$"{l.Value}"])),
            .. selector.Items("matchExpressions").Select(Requirement),
        ]);

    /// <summary>Whether labels satisfy the selector; <c>null</c> for an object without labels.</summary>
    public bool Matches(JsonObject? labels)
    {
        foreach (var requirement in _requirements)
            if (!requirement.Holds(labels.Text(requirement.Key)))
                return false;
        return true;
    }

    /// <summary>The string form.</summary>
    public override string ToString() => string.Join(',', _requirements);

    private static LabelRequirement Requirement(JsonObject expression)
    {
        var key = expression.Text("key") ?? "";
        string[] values = [.. expression.Texts("values")];
        return expression.Text("operator") switch
        {
            "In" => new LabelRequirement(key, LabelRequirement.In, values),
            "NotIn" => new LabelRequirement(key, LabelRequirement.NotIn, values),
            "Exists" => new LabelRequirement(key, LabelRequirement.Exists, []),
            "DoesNotExist" => new LabelRequirement(key, LabelRequirement.Absent, []),
            // Validation refuses other operators; until then such a requirement never holds.
            _ => new LabelRequirement(key, LabelRequirement.In, []),
        };
    }
}
