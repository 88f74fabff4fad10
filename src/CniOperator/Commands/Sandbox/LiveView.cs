using Spectre.Console;

namespace CniOperator.Commands.Sandbox;

/// <summary>On a terminal: entries scroll by, and the table of nodes below them is redrawn in place.</summary>
internal sealed class LiveView : SandboxView
{
    private readonly Lock _lock = new();
    private int _drawn;
    private IReadOnlyList<NodeRow> _nodes = [];

    public override void Show(LogEntry entry)
    {
        lock (_lock)
        {
            Erase();
            var color = entry.IsProblem
                ? "yellow"
                : entry.Area switch
                {
                    "condition" => "aqua",
                    "node" or "pod" => "green",
                    _ => "default",
                };
            AnsiConsole.MarkupLine(
                $"[grey]{entry.Elapsed.TotalSeconds, 6:0.00}s[/]  [{color}]{entry.Area, -10}[/] {Markup.Escape(entry.Text)}"
            );
            Draw();
        }
    }

    public override void Show(IReadOnlyList<NodeRow> nodes)
    {
        lock (_lock)
        {
            Erase();
            _nodes = nodes;
            Draw();
        }
    }

    public override ValueTask EndAsync(string result, IReadOnlyList<NodeRow> nodes, string? advice)
    {
        lock (_lock)
        {
            Erase();
            _nodes = [];
            AnsiConsole.MarkupLine($"\n[bold]{Markup.Escape(result)}[/]\n");
            WriteTable(nodes, Console.Out);
            if (advice is not null)
                AnsiConsole.MarkupLine($"\n{Markup.Escape(advice)}");
        }

        return ValueTask.CompletedTask;
    }

    private void Draw()
    {
        if (_nodes.Count == 0)
            return;
        using var text = new StringWriter();
        WriteTable(_nodes, text);
        var lines = text.ToString().TrimEnd().Split(Environment.NewLine);
        var width = Math.Max(20, AnsiConsole.Profile.Width - 1);
        var shown = lines.Take(Math.Max(2, AnsiConsole.Profile.Height / 2)).Select(l => l.Length > width ? l[..width] : l).ToList();
        AnsiConsole.MarkupLine("");
        foreach (var line in shown)
            AnsiConsole.MarkupLine($"[grey]{Markup.Escape(line)}[/]");
        _drawn = shown.Count + 1;
    }

    private void Erase()
    {
        // Up to the table's first line, and clear from there on (ECMA-48 CPL and ED).
        if (_drawn > 0)
            Console.Out.Write($"\u001b[{_drawn}F\u001b[0J");
        _drawn = 0;
    }
}
