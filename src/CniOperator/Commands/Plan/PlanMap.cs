using System.Numerics;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Shares;

namespace CniOperator.Commands.Plan;

/// <summary>
/// A picture of a pod network: one character for each node subnet, or for each group of them, so that it never takes more than sixteen
/// lines of eighty columns. Plain ASCII, for every terminal and log.
/// </summary>
internal static class PlanMap
{
    private const int MostCellBits = 9;
    private const int CellsInLine = 32;
    private const int CellsInGroup = 8;
    private const char Wrong = '!';

    /// <summary>Draws a pod network; nothing when it is not known who has what.</summary>
    public static void Write(FamilyPlan family, TextWriter output)
    {
        if (family is not { Mask: { } mask, Shares: { } shares })
            return;
        var cellBits = Math.Min(mask - family.Pods.PrefixLength, MostCellBits);
        var cellMask = family.Pods.PrefixLength + cellBits;
        var cells = Draw(family.Pods, mask, cellBits, shares);
        output.WriteLine($"Map of {family.Pods}, {Scale(family.PartName, mask, mask - cellMask)}:");
        var lines = cells.Chunk(CellsInLine).ToList();
        var labels = lines.Index().Select(l => family.Pods.Subnet((UInt128)(l.Index * CellsInLine), cellMask).First.ToString()).ToList();
        var width = labels.Max(l => l.Length);
        foreach (var (label, line) in labels.Zip(lines))
            output.WriteLine($"  {label.PadRight(width)}  {string.Join(' ', line.Chunk(CellsInGroup).Select(c => new string(c)))}");
        output.WriteLine($"  {Legend(cells, mask == cellMask)}");
    }

    private static char[] Draw(IpNetwork pods, int mask, int cellBits, IReadOnlyList<NodeShare> shares)
    {
        var shift = mask - pods.PrefixLength - cellBits;
        var taken = new UInt128[1 << cellBits];
        var wrong = new bool[1 << cellBits];
        UInt128? counted = null;
        // In order, so that what several nodes have counts once.
        foreach (var (network, flags) in shares.Select(s => (Network: s.Network!.Value, s.Flags)).OrderBy(s => s.Network))
        {
            var inside = network.Contains(pods) ? pods : network;
            var (from, to) = (pods.IndexOf(inside.First, mask), pods.IndexOf(inside.Last, mask));
            for (var cell = (int)(from >> shift); cell <= (int)(to >> shift); cell++)
            {
                wrong[cell] |= flags.Count > 0;
                var first = UInt128.Max((UInt128)cell << shift, counted is { } end && end >= from ? end + 1 : from);
                var last = UInt128.Min(((UInt128)cell << shift) + (UInt128.One << shift) - 1, to);
                if (first <= last && counted != UInt128.MaxValue)
                    taken[cell] += last - first + 1;
            }

            if (counted is null || to > counted)
                counted = to;
        }

        return [.. taken.Select((count, cell) => wrong[cell] ? Wrong : Character(count, UInt128.One << shift))];
    }

    // Rounded so that only what is empty looks empty, and only what is full looks full.
    private static char Character(UInt128 taken, UInt128 all) =>
        taken == 0 ? '.'
        : taken == all ? '#'
        : (char)('0' + Math.Clamp((int)((double)taken / (double)all * 10), 1, 9));

    private static string Scale(string part, int mask, int groupBits) =>
        groupBits == 0
            ? $"one character for each {part} of /{mask}"
            : $"one character for {Amount.Of(BigInteger.One << groupBits)} {part}s of /{mask}";

    private static string Legend(char[] cells, bool single) =>
        (single ? "# taken, . free" : "# all taken, 1 to 9 tenths taken, . free")
        + (cells.Contains(Wrong) ? $", {Wrong} something is wrong there" : "");
}
