using CniOperator.Core.Findings;

namespace CniOperator.Core.Judgements;

/// <summary>Findings as a condition's message has them: what is wrong and how to fix it, of the first ones.</summary>
internal static class FindingWords
{
    private const int Named = 3;

    // Between the parts, and for the mark of a cut.
    private const int Spaces = 8;

    // The least bytes of what was found.
    private const int Least = 200;

    internal static string Of(IReadOnlyList<Finding> findings) =>
        string.Join(
            " ",
            findings.OrderBy(IsElsewhere).Take(Named).Select(f => $"{f.Subject}: {Sentence(f.Message)} {Sentence(f.Fix)}".TrimEnd())
        ) + (findings.Count > Named ? $" And {findings.Count - Named} more, see status.addressPlan.findings." : "");

    /// <summary>
    /// As <see cref="Of"/>, of what holds a spec back, between what follows from it and how to have it applied all the same; that is never
    /// cut, as long as findings are.
    /// </summary>
    internal static string Held(string consequence, IReadOnlyList<Finding> findings)
    {
        var wayOut = Acknowledgement.WayOut(findings);
        var room = Bounded.ConditionMessage - Bounded.Size(consequence) - Bounded.Size(wayOut) - Spaces;
        return $"{consequence} {Bounded.Text(Of(findings), Math.Max(Least, room))} {wayOut}".Trim();
    }

    // What is wrong with the spec comes first: many nodes are often wrong for its sake.
    private static bool IsElsewhere(Finding finding) => finding.Subject is not FieldSubject;

    private static string Sentence(string text) => text.Length == 0 || text[^1] is '.' or '?' or '!' ? Capital(text) : Capital(text) + ".";

    private static string Capital(string text) => text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..];
}
