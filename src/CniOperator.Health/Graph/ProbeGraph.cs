namespace CniOperator.Health.Graph;

/// <summary>
/// Who probes whom. Each node is on every one of r rings, which order the nodes by hash, and probes its successor on each: it probes r
/// others and is probed by r, whatever happens to one node r are there to see it, and every cut of the cluster is crossed by r edges each
/// way. A node that joins or leaves moves about r edges of the others. Up to r + 1 nodes probe all others; up to 4r the next r of one ring
/// (which has the same properties, where several rings would mostly repeat each other).
/// </summary>
/// <remarks>The same nodes give the same graph, in whatever order they come.</remarks>
public sealed class ProbeGraph
{
    /// <summary>How often other salts are tried for a graph with short ways.</summary>
    private const int Attempts = 8;

    private readonly GraphNode[] _nodes;
    private readonly int[] _peers;
    private readonly int[] _order;
    private readonly int[] _places;
    private readonly Dictionary<NodeId, int> _indices;
    private readonly int _roaming;

    private ProbeGraph(GraphNode[] nodes, int degree, int[] peers, int[] order, int roaming)
    {
        (_nodes, Degree, _peers, _order, _roaming) = (nodes, degree, peers, order, roaming);
        _places = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
            _places[order[i]] = i;
        _indices = new Dictionary<NodeId, int>(nodes.Length);
        for (var i = 0; i < nodes.Length; i++)
            _indices.Add(nodes[i].Id, i);
    }

    /// <summary>A graph without nodes.</summary>
    public static ProbeGraph Empty { get; } = Of([], new GraphSettings());

    /// <summary>How many nodes there are.</summary>
    public int Count => _nodes.Length;

    /// <summary>How many peers each node has, and in how many lists of peers it is.</summary>
    public int Degree { get; }

    /// <summary>At most so many steps lie between any two nodes.</summary>
    public int Diameter { get; private init; }

    /// <summary>Which salts were taken: 0 unless the first ones gave a graph with ways longer than the logarithm of its size.</summary>
    public int Attempt { get; private init; }

    /// <summary>The nodes, ordered by uid: what the other members number.</summary>
    public ReadOnlySpan<GraphNode> Nodes => _nodes;

    /// <summary>How many others <see cref="Roaming"/> names in a round.</summary>
    public int RoamingPerRound => Math.Min(_roaming, Math.Max(0, Count - 1));

    /// <summary>After so many rounds each node has roamed to each other.</summary>
    public int RoundsForAllPairs => RoamingPerRound == 0 ? 0 : (Count - 1 + RoamingPerRound - 1) / RoamingPerRound;

    /// <summary>The graph of these nodes.</summary>
    /// <param name="nodes">All nodes of the cluster, those that are not ready too; of two with one uid one counts.</param>
    /// <param name="settings">How dense it is.</param>
    public static ProbeGraph Of(IEnumerable<GraphNode> nodes, GraphSettings settings)
    {
        var sorted = Sorted(nodes);
        var count = sorted.Length;
        var degree = Math.Min(Math.Max(settings.PeersPerNode, 1), Math.Max(count - 1, 0));
        var ids = new (ulong Low, ulong High)[count];
        for (var i = 0; i < count; i++)
            ids[i] = RingHash.Halves(sorted[i].Id);
        if (count <= 4 * degree || degree < 2)
            return Next(sorted, degree, ids, settings);
        var limit = GraphDiameter.Limit(count);
        ProbeGraph? best = null;
        for (var attempt = 0; attempt < Attempts && !(best?.Diameter <= limit); attempt++)
        {
            if (Rings(sorted, degree, ids, settings, attempt) is { } graph && (best is null || graph.Diameter < best.Diameter))
                best = graph;
        }

        return best ?? Next(sorted, degree, ids, settings);
    }

    /// <summary>The number of a node; -1 when it is not in the graph.</summary>
    public int IndexOf(NodeId id) => _indices.GetValueOrDefault(id, -1);

    /// <summary>Whom a node probes in each round.</summary>
    /// <param name="index">The node's number.</param>
    public ReadOnlySpan<int> PeersOf(int index) => _peers.AsSpan(index * Degree, Degree);

    /// <summary>Who stands on ring 0 behind a node.</summary>
    /// <param name="index">The node's number.</param>
    /// <param name="distance">How far behind it, from 0 for the next one to two less than there are nodes.</param>
    public int Successor(int index, int distance) => _order[(_places[index] + 1 + distance) % Count];

    /// <summary>Whom a node probes besides in one round: the next ones around a ring, farther on in each round.</summary>
    /// <param name="index">The node's number.</param>
    /// <param name="round">The round; all nodes count the same rounds.</param>
    /// <param name="peers">Is filled; has room for <see cref="RoamingPerRound"/>.</param>
    /// <returns>How many there are.</returns>
    public int Roaming(int index, long round, Span<int> peers)
    {
        var (count, others) = (RoamingPerRound, Count - 1);
        for (var i = 0; i < count; i++)
        {
            // Not the product of the two: a round may be any number.
            var step = (((round % others + others) % others * count) + i) % others;
            peers[i] = _order[(_places[index] + 1 + (int)step) % Count];
        }

        return count;
    }

    private static GraphNode[] Sorted(IEnumerable<GraphNode> nodes)
    {
        GraphNode[] sorted = [.. nodes];
        Array.Sort(sorted, Compare);
        var kept = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i].Id != sorted[i - 1].Id)
                sorted[kept++] = sorted[i];
        }

        return kept == sorted.Length ? sorted : sorted[..kept];
    }

    private static int Compare(GraphNode left, GraphNode right)
    {
        var order = left.Id.Value.CompareTo(right.Id.Value);
        return order != 0 ? order : string.CompareOrdinal(left.Zone, right.Zone);
    }

    private static ProbeGraph Next(GraphNode[] nodes, int degree, (ulong Low, ulong High)[] ids, GraphSettings settings)
    {
        var builder = new RingBuilder(nodes.Length, degree);
        builder.AddNext(RingHash.Salt(0, 0), ids);
        var diameter = degree == 0 ? 0 : (nodes.Length - 1 + degree - 1) / degree;
        return new ProbeGraph(nodes, degree, builder.Peers, builder.Order.ToArray(), settings.RoamingPerRound) { Diameter = diameter };
    }

    private static ProbeGraph? Rings(GraphNode[] nodes, int degree, (ulong Low, ulong High)[] ids, GraphSettings settings, int attempt)
    {
        // The last ring is never inside zones: roaming follows it, and without it zones would not be connected.
        var zoneRings = Math.Clamp(settings.ZoneRings, 0, degree - 1);
        var groups = ZoneGroups.Of(nodes, 2 * zoneRings + 2, out var groupCount);
        var builder = new RingBuilder(nodes.Length, degree);
        for (var ring = 0; ring < degree; ring++)
        {
            if (!builder.Add(ring, RingHash.Salt(attempt, ring), ids, ring < zoneRings ? groups : null, groupCount))
                return null;
        }

        return new ProbeGraph(nodes, degree, builder.Peers, builder.Order.ToArray(), settings.RoamingPerRound)
        {
            Diameter = GraphDiameter.Bound(builder.Peers, degree, GraphDiameter.Limit(nodes.Length)),
            Attempt = attempt,
        };
    }
}
