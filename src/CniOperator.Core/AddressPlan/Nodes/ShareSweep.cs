namespace CniOperator.Core.AddressPlan.Nodes;

/// <summary>
/// Finds the shares that touch another node's, in one pass: of sorted networks two overlap only when one contains the other.
/// </summary>
internal static class ShareSweep
{
    /// <summary>
    /// For every node with the same share as another one conflict, and one for every node whose share contains, or lies in, one that is not
    /// the same.
    /// </summary>
    internal static List<ShareConflict> Run(SortedNetworks shares)
    {
        var conflicts = new List<ShareConflict>();
        if (!AnyTouch(shares.Items))
            return conflicts;
        var around = new Stack<Outer>();
        var items = shares.Items;
        for (var from = 0; from < items.Length; )
        {
            var to = from + 1;
            while (to < items.Length && items[to].Network == items[from].Network)
                to++;
            var group = items[from..to];
            AddDuplicates(group, conflicts);
            while (around.TryPeek(out var top) && !items[top.From].Network.Contains(group[0].Network))
                around.Pop();
            AddNesting(items, group, around, conflicts);
            around.Push(new Outer(from, to, Reported: false));
            from = to;
        }

        return conflicts;
    }

    // In order, two overlap only when some two neighbours do.
    private static bool AnyTouch(ReadOnlySpan<NodeNetwork> items)
    {
        for (var i = 1; i < items.Length; i++)
            if (items[i].FirstValue <= items[i - 1].LastValue)
                return true;
        return false;
    }

    private static void AddDuplicates(ReadOnlySpan<NodeNetwork> group, List<ShareConflict> conflicts)
    {
        if (group.Length == 1)
            return;
        for (var i = 0; i < group.Length; i++)
            conflicts.Add(new ShareConflict(group[i].Owner, group[i].Network, group[i == 0 ? 1 : 0].Owner, group[0].Network));
    }

    private static void AddNesting(
        ReadOnlySpan<NodeNetwork> items,
        ReadOnlySpan<NodeNetwork> group,
        Stack<Outer> around,
        List<ShareConflict> conflicts
    )
    {
        if (!around.TryPop(out var outer))
            return;
        var container = items[outer.From];
        foreach (var inner in group)
            conflicts.Add(new ShareConflict(inner.Owner, inner.Network, container.Owner, container.Network));
        if (!outer.Reported)
            foreach (var item in items[outer.From..outer.To])
                conflicts.Add(new ShareConflict(item.Owner, item.Network, group[0].Owner, group[0].Network));
        around.Push(outer with { Reported = true });
    }

    /// <summary>Equal shares, by position, that contain what comes.</summary>
    private readonly record struct Outer(int From, int To, bool Reported);
}
