namespace CniOperator.Commands.Sandbox;

/// <summary>One line an entry: for pipes, logs and CI.</summary>
internal sealed class LineView(TextWriter output) : SandboxView
{
    private readonly Lock _lock = new();

    public override void Show(LogEntry entry)
    {
        lock (_lock)
            output.WriteLine(entry);
    }

    public override void Show(IReadOnlyList<NodeRow> nodes)
    {
        // Each change of a node or a pod is an entry already.
    }

    public override ValueTask EndAsync(string result, IReadOnlyList<NodeRow> nodes, string? advice)
    {
        lock (_lock)
        {
            output.WriteLine();
            output.WriteLine(result);
            output.WriteLine();
            WriteTable(nodes, output);
            if (advice is not null)
                output.WriteLine($"\n{advice}");
            output.Flush();
        }

        return ValueTask.CompletedTask;
    }
}
