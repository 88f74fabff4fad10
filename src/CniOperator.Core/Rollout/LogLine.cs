using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Rollout;

/// <summary>
/// One line of a log, as the loggers of the dataplanes write it: klog (flannel, Kubernetes), Calico's, logrus as text and as JSON, zap as
/// JSON and for consoles, Weave Net's, BIRD's, and what a shell or a Go runtime says.
/// </summary>
/// <param name="Severity">How much it explains.</param>
/// <param name="Text">What it says, without time, place and severity.</param>
internal sealed partial record LogLine(LogSeverity Severity, string Text)
{
    private static readonly Regex[] Formats = [Klog(), Calico(), Logrus(), Weave(), Bird(), Leveled()];

    /// <summary>Reads a line.</summary>
    internal static LogLine Of(string line)
    {
        if (line[0] == '{' && OfJson(line) is { } structured)
            return structured;
        if (Panic().IsMatch(line))
            return new LogLine(LogSeverity.Panic, line);
        foreach (var format in Formats)
            if (format.Match(line) is { Success: true } match)
                return Leveled(match.Groups["level"].Value, WithCause(match.Groups["text"].Value, match.Groups["error"].Value));
        return new LogLine(
            Begins().IsMatch(line) ? LogSeverity.Error
                : ErrorWords().IsMatch(line) ? LogSeverity.Words
                : LogSeverity.None,
            line
        );
    }

    private static LogLine? OfJson(string line)
    {
        try
        {
            var json = JsonNode.Parse(line);
            var text = json.Text("msg") ?? json.Text("message");
            var level = json.Text("level") ?? json.Text("severity") ?? json.Text("lvl");
            return text is null ? null : Leveled(level ?? "", WithCause(text, json.Text("error") ?? json.Text("err") ?? ""));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static LogLine Leveled(string level, string text) =>
        level.ToUpperInvariant() switch
        {
            "E" or "F" or "ERR" or "ERRO" or "ERROR" or "FATA" or "FATAL" or "PANIC" or "DPANIC" or "CRITICAL" or "BUG" => new LogLine(
                LogSeverity.Error,
                text
            ),
            _ => new LogLine(ErrorWords().IsMatch(text) ? LogSeverity.Mentioned : LogSeverity.None, text),
        };

    private static string WithCause(string text, string cause)
    {
        var said = text.Replace("\\\"", "\"", StringComparison.Ordinal);
        return cause.Length == 0 || said.Contains(cause, StringComparison.Ordinal)
            ? said
            : $"{said}: {cause.Replace("\\\"", "\"", StringComparison.Ordinal)}";
    }

    // E0102 15:04:05.000000       1 main.go:12] words; some builds put "??? " before it.
    [GeneratedRegex(@"^(?:[^\w\s]+ )?(?<level>[IWEF])\d{4} \d\d:\d\d:\d\d\S* +\S+ [^\]]+\] (?<text>.+)$")]
    private static partial Regex Klog();

    // 2026-01-02 15:04:05.000 [ERROR][8] startup/startup.go 158: words
    [GeneratedRegex(@"^\d{4}-\d\d-\d\d [\d:.]+ \[(?<level>[A-Z]+)\]\[\d+\] \S+ \d+: (?<text>.+)$")]
    private static partial Regex Calico();

    // time="2026-01-02T15:04:05Z" level=fatal msg="words" error="words"
    [GeneratedRegex(
        @"^(?:time=\S+ )?level=(?<level>\w+) .*?msg=(?:""(?<text>(?:[^""\\]|\\.)*)""|(?<text>\S+))(?:.* err(?:or)?=(?:""(?<error>(?:[^""\\]|\\.)*)""|(?<error>\S+)))?"
    )]
    private static partial Regex Logrus();

    // FATA: 2026/01/02 15:04:05.000000 words
    [GeneratedRegex(@"^(?<level>[A-Z]{4}): \d{4}/\d\d/\d\d [\d:.]+ (?<text>.+)$")]
    private static partial Regex Weave();

    // bird: 2026-01-02 15:04:05 <ERR> words
    [GeneratedRegex(@"^(?:bird6?: )?(?:\d{4}-\d\d-\d\d [\d:.]+ )?<(?<level>[A-Z]+)> (?<text>.+)$")]
    private static partial Regex Bird();

    // 2026-01-02T15:04:05.000Z	ERROR	words; [error] words; 2026-01-02 15:04:05,000 - ERROR - words
    [GeneratedRegex(
        @"^[\d\-/:.,TZ+ \t]*(?:\[(?<level>(?i:fatal|panic|critical|error|warn|warning|info|debug|trace))\]|(?<level>FATAL|PANIC|DPANIC|CRITICAL|ERROR|WARN|WARNING|INFO|DEBUG|TRACE))(?::|\s)\s*(?:-\s+)?(?<text>.+)$"
    )]
    private static partial Regex Leveled();

    [GeneratedRegex(@"^(?:panic: |fatal error: |runtime: out of memory)")]
    private static partial Regex Panic();

    [GeneratedRegex(@"^(?:error|fatal|failed)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Begins();

    [GeneratedRegex(
        @"\b(?:errors?|fatal|panic|fail(?:ed|s|ure)?|cannot|can't|could(?:n't| not)|unable|denied|forbidden|unauthorized|invalid|refused|unsupported|unknown|missing|conflicts?|overlaps?|too short|timed? ?out|exceeded|no such|not (?:found|supported|permitted|implemented|defined|assigned|ready|allowed|running))\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex ErrorWords();
}
