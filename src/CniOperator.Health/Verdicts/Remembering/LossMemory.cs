namespace CniOperator.Health.Verdicts.Remembering;

/// <summary>What is remembered of lost packets, by the numbers of nodes.</summary>
internal sealed record LossMemory
{
    /// <summary>The last minutes, newest first.</summary>
    internal LossMinute[] Minutes { get; init; } = [];

    /// <summary>When the newest of them was counted.</summary>
    internal int Counted { get; init; }

    /// <summary>Over how many minutes a node was found to lose packets; 0 while it does not.</summary>
    internal required byte[] Raised { get; init; }

    /// <summary>When something else than a loss of packets last explained what failed at a node; 0 for never.</summary>
    internal required int[] Explained { get; init; }

    internal static LossMemory For(int nodes) => new() { Raised = new byte[nodes], Explained = new int[nodes] };

    internal LossMemory Moved(int[] from) =>
        this with
        {
            Minutes = [.. Minutes.Select(m => m.Moved(from))],
            Raised = NodeMemory.Move(Raised, from),
            Explained = NodeMemory.Move(Explained, from),
        };
}
