namespace CniOperator.Commands.Sandbox;

/// <summary>One line a step: for pipes, logs and CI.</summary>
internal sealed class LineView(TextWriter output) : SandboxView
{
    private readonly Lock _lock = new();

    public override void Show(Step step)
    {
        lock (_lock)
            output.WriteLine(step);
    }

    public override void Show(IReadOnlyList<NodeRow> nodes)
    {
        // Each change of a node or a pod is a step already.
    }

    public override ValueTask EndAsync(string verdict, IReadOnlyList<NodeRow> nodes, string? advice)
    {
        lock (_lock)
        {
            output.WriteLine();
            output.WriteLine(verdict);
            output.WriteLine();
            WriteTable(nodes, output);
            if (advice is not null)
                output.WriteLine($"\n{advice}");
            output.Flush();
        }

        return ValueTask.CompletedTask;
    }
}
