using System.Numerics;

namespace CniOperator.Health.Graph;

/// <summary>How many steps lie between the two nodes that are farthest apart: what a rumour of one node needs to reach all.</summary>
internal static class GraphDiameter
{
    /// <summary>What a graph of this size may have, rounded up.</summary>
    internal static int Limit(int nodes) => nodes < 2 ? 0 : BitOperations.Log2((uint)(nodes - 1)) + 1;

    /// <summary>
    /// A bound of the diameter: the way from everywhere to one node and on to everywhere, which two searches give, when that is within the
    /// limit already; else the diameter itself.
    /// </summary>
    internal static int Bound(ReadOnlySpan<int> peers, int degree, int limit)
    {
        var nodes = peers.Length / degree;
        var reverse = Reversed(peers, degree, nodes);
        var bound = Eccentricity(peers, degree, 0) + Eccentricity(reverse, degree, 0);
        return bound <= limit ? bound : Exact(peers, degree, nodes);
    }

    /// <summary>Each node has as many edges in as out, so the reversed graph has the same shape.</summary>
    private static int[] Reversed(ReadOnlySpan<int> peers, int degree, int nodes)
    {
        var reversed = new int[peers.Length];
        var filled = new int[nodes];
        for (var i = 0; i < peers.Length; i++)
            reversed[peers[i] * degree + filled[peers[i]]++] = i / degree;
        return reversed;
    }

    private static int Eccentricity(ReadOnlySpan<int> peers, int degree, int from)
    {
        var steps = new int[peers.Length / degree];
        var queue = new int[steps.Length];
        steps.AsSpan().Fill(-1);
        (steps[from], queue[0]) = (0, from);
        var (head, tail) = (0, 1);
        while (head < tail)
        {
            var node = queue[head++];
            foreach (var peer in peers.Slice(node * degree, degree))
            {
                if (steps[peer] >= 0)
                    continue;
                steps[peer] = steps[node] + 1;
                queue[tail++] = peer;
            }
        }

        return steps[queue[tail - 1]];
    }

    /// <summary>Searches from 64 nodes at once, one bit each.</summary>
    private static int Exact(ReadOnlySpan<int> peers, int degree, int nodes)
    {
        var (reached, next) = (new ulong[nodes], new ulong[nodes]);
        var diameter = 0;
        for (var first = 0; first < nodes; first += 64)
        {
            Array.Clear(reached);
            for (var i = first; i < Math.Min(first + 64, nodes); i++)
                reached[i] = 1UL << (i - first);
            var steps = 0;
            while (Spread(peers, degree, reached, next))
            {
                (reached, next) = (next, reached);
                steps++;
            }

            diameter = Math.Max(diameter, steps);
        }

        return diameter;
    }

    private static bool Spread(ReadOnlySpan<int> peers, int degree, ulong[] reached, ulong[] next)
    {
        reached.CopyTo(next, 0);
        for (var i = 0; i < peers.Length; i++)
            next[peers[i]] |= reached[i / degree];
        return !reached.AsSpan().SequenceEqual(next);
    }
}
