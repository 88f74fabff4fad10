using System.Globalization;
using CniOperator.Output;

namespace CniOperator.Commands.Connectivity;

/// <summary>Waits for one round of all nodes, and says how far it is: in place on a terminal, elsewhere a line for each change.</summary>
internal sealed class RoundRun(Func<CancellationToken, Task<DetailsAnswer>> read, TimeProvider clock, CommandIo io)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private const int Named = 5;

    private readonly RoundWait _wait = new();
    private string _said = "";

    /// <summary>Waits.</summary>
    /// <returns>The last page, if any; and why the round is not known, <c>null</c> when it is.</returns>
    public async Task<(Details? Last, string? Unknown)> RunAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        Details? last = null;
        while (true)
        {
            var answer = await read(cancellationToken);
            if (answer.Lasts)
                return (last, answer.Problem);
            if (answer.Details is { } details)
            {
                last = details;
                _wait.Look(details);
                Say($"{_wait.Count - _wait.Waiting.Count} of {_wait.Count} nodes have reported a round that began after this command");
            }

            var isOver = _wait.IsOver;
            if (isOver || clock.GetElapsedTime(started) + Pause > timeout)
            {
                End();
                return (last, isOver ? null : Reason(last, answer, timeout));
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private string Reason(Details? last, DetailsAnswer answer, TimeSpan timeout)
    {
        var after = $"after {timeout.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s";
        if (last is null || answer.Details is null)
            return $"{after}: {answer.Problem}";
        if (!_wait.HasBegun)
            return $"{after} the operator has judged nothing new since {last.JudgedAt:HH:mm:ss} UTC: look at its log";
        var more = _wait.Waiting.Count > Named ? $" and {_wait.Waiting.Count - Named} more" : "";
        return $"{after} no such round has come from {string.Join(", ", _wait.Waiting.Take(Named))}{more}: look at the agents' pods there, or give a longer --timeout";
    }

    private void Say(string text)
    {
        if (text == _said)
            return;
        _said = text;
        if (io.IsTerminal)
            io.Out.Write($"\r{text}\e[K");
        else
            io.Out.WriteLine(text);
        io.Out.Flush();
    }

    private void End()
    {
        if (io.IsTerminal && _said.Length > 0)
            io.Out.WriteLine();
    }
}
