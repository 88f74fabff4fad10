using CniOperator.Core.Findings;

namespace CniOperator.Core.Judgements;

/// <summary>Findings as a condition's message has them: what is wrong and how to fix it, of the first ones.</summary>
internal static class FindingWords
{
    private const int Named = 3;

    internal static string Of(IReadOnlyList<Finding> findings) =>
        string.Join(
            " ",
            findings.OrderBy(IsElsewhere).Take(Named).Select(f => $"{f.Subject}: {Sentence(f.Message)} {Sentence(f.Fix)}".TrimEnd())
        ) + (findings.Count > Named ? $" And {findings.Count - Named} more, see status.addressPlan.findings." : "");

    // What is wrong with the spec comes first: many nodes are often wrong for its sake.
    private static bool IsElsewhere(Finding finding) => finding.Subject is not FieldSubject;

    private static string Sentence(string text) => text.Length == 0 || text[^1] is '.' or '?' or '!' ? Capital(text) : Capital(text) + ".";

    private static string Capital(string text) => text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..];
}
