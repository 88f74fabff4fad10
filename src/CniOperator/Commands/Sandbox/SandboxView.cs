using CniOperator.Output;

namespace CniOperator.Commands.Sandbox;

/// <summary>Shows a run to a person: live on a terminal, one line an entry elsewhere.</summary>
internal abstract class SandboxView : IAsyncDisposable
{
    public static SandboxView For(CommandIo io) => io.IsTerminal ? new LiveView() : new LineView(io.Out);

    /// <summary>One thing happened.</summary>
    public abstract void Show(LogEntry entry);

    /// <summary>The nodes and their pods changed.</summary>
    public abstract void Show(IReadOnlyList<NodeRow> nodes);

    /// <summary>The run is over: the result, then the table.</summary>
    public abstract ValueTask EndAsync(string result, IReadOnlyList<NodeRow> nodes, string? advice);

    /// <summary>Gives the terminal back.</summary>
    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected static void WriteTable(IReadOnlyList<NodeRow> nodes, TextWriter output)
    {
        var table = new Columns("NODE", "STATUS", "POD-CIDR", "DATAPLANE POD", "POD STATUS");
        foreach (var n in nodes)
            table.Add(n.Node, n.Status, n.PodCidrs, n.Pod, n.PodStatus);
        table.Write(output);
    }
}
