using CniOperator.Kubernetes.Formats;
using CniOperator.Output;

namespace CniOperator.Commands.Connectivity;

/// <summary>Verdicts for people: what, since when, what was seen, what to do.</summary>
internal sealed class VerdictText(Palette palette)
{
    /// <summary>Writes the first ones, and how many there are besides.</summary>
    /// <param name="verdicts">Large things first.</param>
    /// <param name="omitted">How many more there are that are not among them.</param>
    /// <param name="most">How many to write.</param>
    /// <param name="now">Now; a server's clock may be ahead of it.</param>
    /// <param name="output">Where to write.</param>
    public void Write(IReadOnlyList<SeenVerdict> verdicts, long omitted, int most, DateTimeOffset now, TextWriter output)
    {
        foreach (var verdict in verdicts.Take(most))
        {
            var head = $"{(verdict.Alarm ? "!" : "-")} {verdict.Subject}: {verdict.Class}{Since(verdict.Since, now)}";
            output.WriteLine(verdict.Alarm ? palette.Red(head) : palette.Grey($"{head}; shown only, it raises no alarm"));
            output.WriteLine($"    seen   {verdict.Evidence.ReplaceLineEndings(" ")}");
            output.WriteLine($"    to do  {verdict.Hint.ReplaceLineEndings(" ")}");
        }

        var more = Math.Max(0, verdicts.Count - most) + omitted;
        if (more > 0)
            output.WriteLine($"... and {more} more");
    }

    private static string Since(DateTimeOffset? since, DateTimeOffset now) =>
        since is { } at ? $", for {HumanDuration.Of(at > now ? TimeSpan.Zero : now - at)}" : "";
}
