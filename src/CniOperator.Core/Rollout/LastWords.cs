using System.Runtime.CompilerServices;

namespace CniOperator.Core.Rollout;

/// <summary>
/// Chooses the line of a log's end that explains why its process ended: the termination message of a container whose policy is
/// <c>FallbackToLogsOnError</c>. What a process logs on its way out follows the cause, and how to use a command follows what was wrong with
/// it.
/// </summary>
internal static class LastWords
{
    // By instance: a message lives as long as its pod is as it is, and each is read once, however many pods fail for how long.
    private static readonly ConditionalWeakTable<string, string> Known = [];

    /// <summary>The line that explains most, of equals the last one; empty for a message without words.</summary>
    internal static string Of(string message) => Known.GetValue(message, Find);

    // From the end, because the last error is what is looked for; only a panic explains more, and it is rare enough to be asked for.
    private static string Find(string message)
    {
        var lines = Told(message);
        var best = new LogLine(LogSeverity.None, "");
        var most =
            message.Contains("panic: ", StringComparison.Ordinal) || message.Contains("fatal error: ", StringComparison.Ordinal)
                ? LogSeverity.Panic
                : LogSeverity.Error;
        for (var i = lines.Count - 1; i >= 0 && best.Severity < most; i--)
        {
            var line = IsContinuation(lines[i]) ? new LogLine(LogSeverity.None, lines[i].Trim()) : LogLine.Of(lines[i].Trim());
            if (best.Text.Length == 0 || line.Severity > best.Severity)
                best = line;
        }

        return best.Text;
    }

    // How to use a command explains nothing once something was said before.
    private static List<string> Told(string message)
    {
        var lines = message.Split('\n').Where(l => !string.IsNullOrWhiteSpace(l)).ToList();
        var usage = lines.FindIndex(l => l.StartsWith("usage", StringComparison.OrdinalIgnoreCase));
        return usage > 0 ? lines[..usage] : lines;
    }

    // Stack traces and lists of flags.
    private static bool IsContinuation(string line) => line[0] is ' ' or '\t';
}
