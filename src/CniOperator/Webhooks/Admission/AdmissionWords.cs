using System.Globalization;
using CniOperator.Core.Findings;

namespace CniOperator.Webhooks.Admission;

/// <summary>The words of a decision, bounded: a refusal is read in a terminal, a warning travels in a header.</summary>
internal static class AdmissionWords
{
    /// <summary>The most findings that a refusal spells out.</summary>
    internal const int MostFindings = 10;

    /// <summary>The most characters of one finding's message or fix.</summary>
    internal const int LongestText = 400;

    /// <summary>The most warnings. API servers pass on 4,096 characters of them in all.</summary>
    internal const int MostWarnings = 5;

    /// <summary>The most characters of a warning: what API servers keep when there is too much.</summary>
    internal const int LongestWarning = 256;

    /// <summary>Why a request is refused: one line and its fix for each finding.</summary>
    internal static string Refusal(IReadOnlyList<Finding> blocking)
    {
        var head = $"the spec cannot work, {Count(blocking.Count, "error")}:";
        var lines = blocking.Take(MostFindings).Select(f => $"* {Cut(f.Subject.ToString(), LongestText)}: {Explain(f)}");
        var last = blocking.Count > MostFindings ? new[] { $"and {blocking.Count - MostFindings} more" } : [];
        return string.Join('\n', [head, .. lines, .. last, Acknowledgement.WayOut(blocking)]).TrimEnd();
    }

    /// <summary>A finding without its field: what is wrong, by which rule, how to fix it.</summary>
    internal static string Explain(Finding finding) =>
        $"{Cut(finding.Message, LongestText)} [{finding.Rule}]{(finding.Fix.Length > 0 ? $"\n  fix: {Cut(finding.Fix, LongestText)}" : "")}";

    /// <summary>What does not stop a request, the first few.</summary>
    internal static IReadOnlyList<string> Warnings(IEnumerable<Finding> notes)
    {
        var all = notes.OrderByDescending(f => f.Severity).ToList();
        var shown = all.Take(all.Count > MostWarnings ? MostWarnings - 1 : MostWarnings).Select(Warning);
        return all.Count > MostWarnings
            ? [.. shown, $"and {all.Count - MostWarnings + 1} more warnings: see cni-operator validate"]
            : [.. shown];
    }

    /// <summary>What a person is told who stops the operator on a spec that cannot work.</summary>
    internal static IReadOnlyList<string> StillInvalid(IReadOnlyList<Finding> blocking) =>
        blocking is not [var first, ..]
            ? []
            :
            [
                Cut(
                    $"the rest of the spec cannot work and stays unapplied, {Count(blocking.Count, "error")}; the first: "
                        + $"{first.Subject}: {first.Message} [{first.Rule}]",
                    LongestWarning
                ),
            ];

    private static string Warning(Finding f)
    {
        var fix = f.Fix.Length > 0 && !f.Acknowledged ? $" fix: {f.Fix}" : "";
        return Cut($"{f.Subject}: {f.Message} [{f.Rule}{(f.Acknowledged ? ", acknowledged" : "")}]{fix}", LongestWarning);
    }

    // Headers and terminals take no control characters; a cut never leaves half a character behind.
    private static string Cut(string text, int limit)
    {
        text = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
        if (text.Length <= limit)
            return text;
        var length = char.IsHighSurrogate(text[limit - 2]) ? limit - 2 : limit - 1;
        return text[..length] + "…";
    }

    private static string Count(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
