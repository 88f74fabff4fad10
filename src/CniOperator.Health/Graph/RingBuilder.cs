namespace CniOperator.Health.Graph;

/// <summary>
/// Lays rings over nodes: each orders them by hash and is one circle through all of them (or one for each group), so that a ring gives
/// every node one edge out and one in. Where a node's successor is its peer already, the ring lets that one change places with the next
/// after it that fits: still one circle, and only edges next to the two move.
/// </summary>
internal sealed class RingBuilder(int nodes, int rings)
{
    private readonly ulong[] _keys = new ulong[nodes];
    private readonly int[] _order = new int[nodes];

    /// <summary>The peers, <c>rings</c> numbers for each node.</summary>
    internal int[] Peers { get; } = new int[nodes * rings];

    /// <summary>The nodes as the last ring has them.</summary>
    internal ReadOnlySpan<int> Order => _order;

    /// <summary>Adds a ring.</summary>
    /// <param name="ring">Its number; those below are there already.</param>
    /// <param name="salt">What makes its order.</param>
    /// <param name="ids">The nodes' uids.</param>
    /// <param name="groups">The group of each node, each a circle of its own; <c>null</c> for one circle.</param>
    /// <param name="groupCount">How many groups.</param>
    /// <returns>False when no circle without a repeated edge was found.</returns>
    internal bool Add(int ring, ulong salt, ReadOnlySpan<(ulong Low, ulong High)> ids, int[]? groups, int groupCount)
    {
        for (var i = 0; i < nodes; i++)
            (_keys[i], _order[i]) = (RingHash.Of(salt, ids[i]), i);
        Array.Sort(_keys, _order);
        if (groups is null)
            return Close(_order, ring);
        var ends = ByGroup(groups, groupCount, out var sorted);
        var from = 0;
        foreach (var to in ends)
        {
            if (!Close(sorted.AsSpan(from..to), ring))
                return false;
            from = to;
        }

        return true;
    }

    /// <summary>The next ones of one ring, for few nodes: several rings of them would mostly repeat each other.</summary>
    internal void AddNext(ulong salt, ReadOnlySpan<(ulong Low, ulong High)> ids)
    {
        for (var i = 0; i < nodes; i++)
            (_keys[i], _order[i]) = (RingHash.Of(salt, ids[i]), i);
        Array.Sort(_keys, _order);
        for (var i = 0; i < nodes; i++)
        {
            for (var k = 0; k < rings; k++)
                Peers[_order[i] * rings + k] = _order[(i + k + 1) % nodes];
        }
    }

    private int[] ByGroup(int[] groups, int count, out int[] sorted)
    {
        var ends = new int[count];
        foreach (var group in groups)
            ends[group]++;
        for (var g = 1; g < count; g++)
            ends[g] += ends[g - 1];
        sorted = new int[nodes];
        var next = (int[])ends.Clone();
        for (var i = nodes - 1; i >= 0; i--)
            sorted[--next[groups[_order[i]]]] = _order[i];
        return ends;
    }

    private bool Close(Span<int> circle, int ring)
    {
        for (var i = 0; i < circle.Length; i++)
        {
            if (!Fits(circle, i, ring) && !Exchange(circle, i, ring))
                return false;
        }

        for (var i = 0; i < circle.Length; i++)
            Peers[circle[i] * rings + ring] = circle[i + 1 == circle.Length ? 0 : i + 1];
        return true;
    }

    private bool Exchange(Span<int> circle, int at, int ring)
    {
        var next = Wrapped(at + 1, circle.Length);
        for (var step = 2; step < circle.Length; step++)
        {
            var other = Wrapped(at + step, circle.Length);
            (circle[next], circle[other]) = (circle[other], circle[next]);
            if (FitsAround(circle, next, ring) && FitsAround(circle, other, ring))
                return true;
            (circle[next], circle[other]) = (circle[other], circle[next]);
        }

        return false;
    }

    private bool FitsAround(Span<int> circle, int at, int ring) =>
        Fits(circle, Wrapped(at + circle.Length - 1, circle.Length), ring) && Fits(circle, at, ring);

    /// <summary>Whether the edge from this place to the next goes to another node, and is not an edge of an earlier ring.</summary>
    private bool Fits(Span<int> circle, int at, int ring)
    {
        var (from, to) = (circle[at], circle[at + 1 == circle.Length ? 0 : at + 1]);
        return from != to && !Peers.AsSpan(from * rings, ring).Contains(to);
    }

    private static int Wrapped(int at, int length) => at >= length ? at - length : at;
}
