using CniOperator.Kubernetes.Documents;

namespace CniOperator.Core.Findings;

/// <summary>What <c>spec.acknowledge</c> does to findings: one pass over all of them, after every rule has run.</summary>
public static class Acknowledgement
{
    private const int MostNamed = 5;

    /// <summary>An entry of <c>spec.acknowledge</c> names no rule that can be acknowledged.</summary>
    public static Rule UnknownRule { get; } = new("acknowledge/unknown-rule", Severity.Warning, RuleArea.Spec);

    /// <summary>The findings with those marked that are acknowledged, and a finding for each acknowledged id that no rule has.</summary>
    /// <param name="findings">What all rules found.</param>
    /// <param name="acknowledged"><c>spec.acknowledge</c>.</param>
    /// <param name="rules">Every rule that could have found something.</param>
    public static IReadOnlyList<Finding> Apply(
        IEnumerable<Finding> findings,
        IReadOnlyList<string> acknowledged,
        IEnumerable<Rule> rules
    ) => acknowledged.Count == 0 ? [.. findings] : Mark(findings.Concat(Unknown(acknowledged, rules)), acknowledged);

    /// <summary>The findings, those marked that are acknowledged.</summary>
    /// <param name="findings">What rules found.</param>
    /// <param name="acknowledged"><c>spec.acknowledge</c>.</param>
    public static IReadOnlyList<Finding> Mark(IEnumerable<Finding> findings, IReadOnlyList<string> acknowledged) =>
        [.. findings.Select(f => Covers(acknowledged, f.Rule) ? f with { Acknowledged = true } : f)];

    /// <summary>Whether findings of <paramref name="rule"/> are accepted.</summary>
    /// <param name="acknowledged"><c>spec.acknowledge</c>.</param>
    /// <param name="rule">The rule.</param>
    public static bool Covers(IReadOnlyList<string> acknowledged, Rule rule) => rule.Acknowledgeable && acknowledged.Contains(rule.Id);

    /// <summary>
    /// How a person who accepts what holds a spec back has it applied all the same, as a sentence that names the rules; empty when nothing
    /// that holds it back can be accepted.
    /// </summary>
    public static string WayOut(IEnumerable<Finding> findings)
    {
        var rules = findings.Where(f => f.HoldsBack).Select(f => f.Rule).DistinctBy(r => r.Id).ToList();
        var (can, cannot) = (Ids(rules.Where(r => r.Acknowledgeable)), Ids(rules.Where(r => !r.Acknowledgeable)));
        return (can.Length, cannot.Length) switch
        {
            (0, _) => "",
            (_, 0) => $"To have it applied all the same, list {can} in spec.acknowledge.",
            _ => $"spec.acknowledge can accept {can}, but not {cannot}.",
        };
    }

    private static string Ids(IEnumerable<Rule> rules)
    {
        List<string> ids = [.. rules.Select(r => r.Id)];
        return string.Join(", ", ids.Take(MostNamed)) + (ids.Count > MostNamed ? $" and {ids.Count - MostNamed} more" : "");
    }

    private static IEnumerable<Finding> Unknown(IReadOnlyList<string> acknowledged, IEnumerable<Rule> rules)
    {
        var known = rules.Where(r => r.Acknowledgeable).Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < acknowledged.Count; i++)
            if (!known.Contains(acknowledged[i]))
                yield return new Finding(
                    UnknownRule,
                    new FieldSubject($"spec.acknowledge[{i}]"),
                    $"There is no rule {acknowledged[i]}, so this acknowledges nothing.",
                    Suggestion.For(acknowledged[i], known) is { } meant ? $"Did you mean {meant}?" : "Remove it"
                );
    }
}
