namespace CniOperator.Health.Verdicts.Remembering;

/// <summary>What is remembered of each node, by the numbers of the last judgement. Times are seconds since 2020.</summary>
internal sealed record NodeMemory
{
    internal const int Areas = 6;

    private static readonly DateTimeOffset Epoch = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static NodeMemory Empty { get; } = Of([]);

    internal required NodeId[] Ids { get; init; }

    /// <summary>The number of each node; of two with one uid the last.</summary>
    internal required Dictionary<NodeId, int> Index { get; init; }

    /// <summary>When each area of a node was last known, one array an area; 0 for never.</summary>
    internal required int[][] Known { get; init; }

    /// <summary>Since when the canary does not run, 0 while it does.</summary>
    internal required int[] Stopped { get; init; }

    /// <summary>Since when each report of the canary says that its timers are late; 0 while they are not.</summary>
    internal required int[] LateSince { get; init; }

    /// <summary>Lost packets.</summary>
    internal required LossMemory Loss { get; init; }

    internal required AgentBoots Canaries { get; init; }

    internal required AgentBoots Probers { get; init; }

    internal static int Seconds(DateTimeOffset time) => (int)(time - Epoch).TotalSeconds;

    /// <summary>The memory for these nodes: the same when they are the same in the same order.</summary>
    internal NodeMemory For(IReadOnlyList<NodeFacts> nodes)
    {
        if (AreSame(nodes))
            return this;
        var (ids, from, index) = (new NodeId[nodes.Count], new int[nodes.Count], new Dictionary<NodeId, int>(nodes.Count));
        for (var i = 0; i < ids.Length; i++)
        {
            (ids[i], from[i]) = (nodes[i].Id, Index.GetValueOrDefault(nodes[i].Id, -1));
            index[ids[i]] = i;
        }

        return this with
        {
            Ids = ids,
            Index = index,
            Known = [.. Known.Select(k => Move(k, from))],
            Stopped = Move(Stopped, from),
            LateSince = Move(LateSince, from),
            Loss = Loss.Moved(from),
            Canaries = Canaries.Moved(from),
            Probers = Probers.Moved(from),
        };
    }

    private bool AreSame(IReadOnlyList<NodeFacts> nodes)
    {
        if (nodes.Count != Ids.Length)
            return false;
        for (var i = 0; i < Ids.Length; i++)
        {
            if (nodes[i].Id != Ids[i])
                return false;
        }

        return true;
    }

    internal static T[] Move<T>(T[] values, int[] from)
        where T : struct
    {
        var moved = new T[from.Length];
        for (var i = 0; i < from.Length; i++)
            moved[i] = from[i] < 0 ? default : values[from[i]];
        return moved;
    }

    private static NodeMemory Of(NodeId[] ids) =>
        new()
        {
            Ids = ids,
            Index = [],
            Known = [.. Enumerable.Range(0, Areas).Select(_ => new int[ids.Length])],
            Stopped = new int[ids.Length],
            LateSince = new int[ids.Length],
            Loss = LossMemory.For(ids.Length),
            Canaries = AgentBoots.For(ids.Length),
            Probers = AgentBoots.For(ids.Length),
        };
}
