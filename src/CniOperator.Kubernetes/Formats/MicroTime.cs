using System.Text.RegularExpressions;

namespace CniOperator.Kubernetes.Formats;

/// <summary>
/// Times to the microsecond, as leases and events have them: unlike other times they are written with six digits after the point, and read
/// only so.
/// </summary>
public static partial class MicroTime
{
    /// <summary>The format that marks a field of the table of built-in types as such a time.</summary>
    public const string Format = "micro-time";

    private const string Layout = "2006-01-02T15:04:05.000000Z07:00";

    /// <summary>What the API server's decoder says about a text that is not such a time; <c>null</c> when it is one.</summary>
    public static string? Problem(string text)
    {
        if (Whole().IsMatch(text))
            return null;
        var seconds = Seconds().Match(text).Length;
        var (rest, wanted) = seconds == 0 ? (text, "2006") : (text[seconds..], ".000000");
        return $"parsing time \"{text}\" as \"{Layout}\": cannot parse \"{rest}\" as \"{wanted}\"";
    }

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}(Z|[+-][0-9]{2}:[0-9]{2})$")]
    private static partial Regex Whole();

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}")]
    private static partial Regex Seconds();
}
