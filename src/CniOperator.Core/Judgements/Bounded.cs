using System.Text;

namespace CniOperator.Core.Judgements;

/// <summary>
/// Keeps status small whatever happens in the cluster: it is stored in etcd with every write, and sent to every watcher. Sizes count
/// bytes as the API server's JSON encoder writes them.
/// </summary>
internal static class Bounded
{
    /// <summary>The most entries of any list in status.</summary>
    internal const int Entries = 50;

    /// <summary>The most bytes of a condition's message; all conditions together stay under 12 KiB.</summary>
    internal const int ConditionMessage = 640;

    /// <summary>The most bytes of one text in a list's entry.</summary>
    internal const int EntryText = 320;

    /// <summary>The most bytes of one list.</summary>
    internal const int ListBytes = 8 * 1024;

    /// <summary>The text cut at <paramref name="limit"/> encoded bytes, control characters made spaces.</summary>
    internal static string Text(string text, int limit)
    {
        var size = 0;
        var kept = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var clean = Rune.IsControl(rune) || rune == Rune.ReplacementChar ? new Rune(' ') : rune;
            size += Size(clean);
            if (size > limit - 3)
                return kept.Append('…').ToString();
            kept.Append(clean.ToString());
        }

        return kept.ToString();
    }

    /// <summary>The first entries that fit, and how many were left out.</summary>
    internal static (IReadOnlyList<TShown> Kept, int? Omitted) List<T, TShown>(
        IReadOnlyList<T> all,
        Func<T, TShown> shown,
        Func<TShown, IEnumerable<string>> texts
    )
    {
        const int FieldNames = 90;
        var size = 0;
        var kept = all.Take(Entries).Select(shown).TakeWhile(e => (size += FieldNames + texts(e).Sum(Size)) <= ListBytes).ToList();
        return (kept, kept.Count == all.Count ? null : all.Count - kept.Count);
    }

    /// <summary>The text with its line breaks, in bytes as they are written; other control characters are made spaces.</summary>
    internal static (string Text, int Size) Lines(string text)
    {
        var lines = text.Split('\n').Select(l => Text(l.TrimEnd(), ListBytes)).ToList();
        return (string.Join('\n', lines), lines.Sum(Size) + (2 * (lines.Count - 1)));
    }

    /// <summary>The bytes of all texts together.</summary>
    internal static int Size(IEnumerable<string> texts) => texts.Sum(Size);

    /// <summary>The bytes of a text.</summary>
    internal static int Size(string text) => text.EnumerateRunes().Sum(Size);

    // Go's encoder escapes quotes, backslashes, and <, >, & for the sake of HTML.
    private static int Size(Rune rune) =>
        rune.Value is '"' or '\\' ? 2
        : rune.Value is '<' or '>' or '&' ? 6
        : rune.Utf8SequenceLength;
}
