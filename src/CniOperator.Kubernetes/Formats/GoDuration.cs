using System.Globalization;
using System.Text.RegularExpressions;

namespace CniOperator.Kubernetes.Formats;

/// <summary>
/// Durations as Go's <c>time.ParseDuration</c> reads them (<c>1h15m30.5s</c>), and the forms in words that OpenAPI's format also allows.
/// </summary>
internal static partial class GoDuration
{
    private static readonly Dictionary<string, double> Seconds = new(StringComparer.Ordinal)
    {
        ["ns"] = 1e-9,
        ["us"] = 1e-6,
        ["µs"] = 1e-6,
        ["μs"] = 1e-6,
        ["ms"] = 1e-3,
        ["s"] = 1,
        ["m"] = 60,
        ["h"] = 3600,
    };

    internal static bool IsDuration(string text) => TryParse(text, out _) || Wordy().IsMatch(text);

    internal static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var match = Sequence().Match(text);
        if (text is "0" or "+0" or "-0")
            return true;
        if (!match.Success)
            return false;
        double total = 0;
        for (var i = 0; i < match.Groups["n"].Captures.Count; i++)
            total +=
                double.Parse(match.Groups["n"].Captures[i].Value, CultureInfo.InvariantCulture)
                * Seconds[match.Groups["u"].Captures[i].Value];
        // Go holds a duration in 63 bits of nanoseconds.
        if (total > 9.2e9)
            return false;
        duration = TimeSpan.FromTicks((long)Math.Round((text[0] == '-' ? -total : total) * TimeSpan.TicksPerSecond));
        return true;
    }

    [GeneratedRegex(@"^[+-]?(?:(?<n>\d+\.?\d*|\.\d+)(?<u>ns|us|µs|μs|ms|s|m|h))+\z")]
    private static partial Regex Sequence();

    [GeneratedRegex(@"\d+\s*(ns|nano|us|µs|micro|ms|milli|s|sec|m|min|h|hr|hour|d|day|w|wk|week)", RegexOptions.IgnoreCase)]
    private static partial Regex Wordy();
}
