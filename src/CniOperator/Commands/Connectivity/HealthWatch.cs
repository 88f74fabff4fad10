using System.Globalization;
using CniOperator.Output;

namespace CniOperator.Commands.Connectivity;

/// <summary>Health until cancelled: redrawn on a terminal, elsewhere a line for each thing that comes or goes.</summary>
/// <param name="read">Asks once.</param>
/// <param name="clock">For the pause, and how old things are.</param>
/// <param name="io">Where to write.</param>
/// <param name="height">How many lines the terminal shows now.</param>
internal sealed class HealthWatch(Func<CancellationToken, Task<DetailsAnswer>> read, TimeProvider clock, CommandIo io, Func<int> height)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private HashSet<string> _said = [];

    /// <summary>Runs until cancelled, which is how it ends well.</summary>
    public async Task<int> RunAsync(string? node, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var answer = await read(cancellationToken);
                if (io.IsTerminal)
                    Redraw(answer, node);
                else
                    Report(answer);
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Ok;
        }
    }

    private void Redraw(DetailsAnswer answer, string? node)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        if (answer.Details is { } details)
            new HealthText(new Palette(io.Colours)).Write(details, node, clock.GetUtcNow(), text);
        else
            text.WriteLine($"No details: {answer.Problem}");
        // What does not fit is left out, at the right by the terminal itself (DECAWM): what scrolls cannot be drawn over. Home, the text
        // with the rest of each line erased, and what was below it (ECMA-48 CUP, EL and ED): nothing flickers.
        var lines = text.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Take(Math.Max(2, height() - 1));
        io.Out.Write($"\e[?7l\e[H{string.Concat(lines.Select(l => $"{l}\e[K\n"))}\e[0J\e[?7h");
        io.Out.Flush();
    }

    private void Report(DetailsAnswer answer)
    {
        var now = answer.Details is { } details ? Facts(details).ToHashSet(StringComparer.Ordinal) : [$"no details: {answer.Problem}"];
        foreach (var gone in _said.Except(now))
            Line($"no longer: {gone}");
        foreach (var came in now.Except(_said))
            Line(came);
        _said = now;
        io.Out.Flush();
    }

    private static IEnumerable<string> Facts(Details details) =>
        details
            .Verdicts.Select(v => $"{(v.Alarm ? "!" : "-")} {v.Subject}: {v.Class}; to do: {v.Hint}")
            .Prepend($"{details.Count("healthy")} of {details.Expected} nodes healthy");

    private void Line(string text) => io.Out.WriteLine($"{clock.GetUtcNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture)}  {text}");
}
