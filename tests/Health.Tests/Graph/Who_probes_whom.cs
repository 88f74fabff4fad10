using CniOperator.Health.Graph;
using CsCheck;

namespace CniOperator.Health.Tests.Graph;

public sealed class Who_probes_whom
{
    private static readonly GraphSettings Usual = new();

    private static readonly Gen<(int Count, int Seed, int Zones)> Clusters = Gen.Select(
        Gen.OneOf(Gen.Int[1, 60], Gen.Int[1, 400]),
        Gen.Int[0, 1_000_000],
        Gen.Int[1, 4]
    );

    private static readonly Gen<(int Count, int Seed, int Zones)> Large = Gen.Select(
        Gen.OneOf(Gen.Const(1_000), Gen.Const(5_000)),
        Gen.Int[0, 1_000_000],
        Gen.OneOf(Gen.Const(1), Gen.Const(3))
    );

    [Fact]
    public void Each_node_has_r_different_peers_and_is_the_peer_of_r_others() => All(HasDegree, HasDegree);

    [Fact]
    public void Every_node_reaches_every_other_along_edges_in_at_most_as_many_steps_as_the_logarithm_of_their_number() =>
        All(
            g => IsConnected(g) && g.Diameter >= Eccentricity(g, 0),
            g => IsConnected(g) && g.Diameter <= Math.Ceiling(Math.Log2(g.Count)) && g.Diameter >= Eccentricity(g, 0)
        );

    [Fact]
    public void A_random_cut_is_crossed_by_at_least_r_edges_each_way() => All(Cuts, Cuts, zones: false);

    [Fact]
    public void The_worst_contiguous_cut_is_crossed_by_at_least_r_edges_each_way() => All(Contiguous, Contiguous, zones: false);

    [Fact]
    public void Up_to_r_and_one_nodes_probe_all_others() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int)
            .Check(
                (count, seed) =>
                    Enumerable
                        .Range(0, count)
                        .All(i => Graph(count, seed).PeersOf(i).ToArray().Order().SequenceEqual(Enumerable.Range(0, count).Except([i])))
            );

    [Fact]
    public void The_same_nodes_give_the_same_graph_in_whatever_order_they_come() =>
        Clusters.Check(c =>
        {
            var nodes = Nodes(c.Count, c.Seed, c.Zones);
            var shuffled = nodes.ToArray();
            new Random(c.Seed).Shuffle(shuffled);
            // A node that is listed twice is one node.
            Assert.Equal(Edges(ProbeGraph.Of(nodes, Usual)), Edges(ProbeGraph.Of(shuffled.Append(shuffled[0]), Usual)));
        });

    [Theory]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(5_000)]
    public void A_node_that_joins_or_leaves_moves_about_r_edges_of_the_others(int count)
    {
        const int Tries = 20;
        var moved = 0;
        for (var seed = 0; seed < Tries; seed++)
        {
            var nodes = Nodes(count + 1, seed, 1);
            var (with, without) = (Edges(ProbeGraph.Of(nodes, Usual)), Edges(ProbeGraph.Of(nodes[..^1], Usual)));
            var survivors = with.Where(e => e.From != nodes[^1].Id && e.To != nodes[^1].Id).ToHashSet();
            moved += without.Count(e => !survivors.Contains(e));
        }

        // Each ring closes the gap by one edge; a few more move where the node made or took the place of a repeated edge.
        Assert.InRange(moved / (double)Tries, 8, 12);
    }

    [Fact]
    public void Small_clusters_move_r_edges_too() =>
        Gen.Select(Gen.Int[11, 31], Gen.Int[0, 1000])
            .Check(
                (count, seed) =>
                {
                    var nodes = Nodes(count + 1, seed, 1);
                    var (with, without) = (Edges(ProbeGraph.Of(nodes, Usual)), Edges(ProbeGraph.Of(nodes[..^1], Usual)));
                    Assert.Equal(8, without.Except(with).Count());
                }
            );

    [Theory]
    [InlineData(2)]
    [InlineData(12)]
    [InlineData(101)]
    [InlineData(1_000)]
    public void Each_ordered_pair_is_probed_by_roaming_within_the_rounds_it_takes(int count)
    {
        var graph = Graph(count, 7);
        var rounds = (int)Math.Ceiling((count - 1) / 10.0);
        Assert.Equal(rounds, graph.RoundsForAllPairs);
        Span<int> peers = stackalloc int[graph.RoamingPerRound];
        foreach (var start in new[] { 0L, 17, long.MaxValue - rounds })
        {
            var seen = new HashSet<int>();
            for (var index = 0; index < Math.Min(count, 40); index++)
            {
                seen.Clear();
                for (var round = start; round < start + rounds; round++)
                    seen.UnionWith(peers[..graph.Roaming(index, round, peers)].ToArray());
                Assert.DoesNotContain(index, seen);
                Assert.Equal(count - 1, seen.Count);
            }
        }
    }

    [Fact]
    public void Where_nodes_have_zones_three_rings_stay_inside_them_and_the_others_leave_them()
    {
        var graph = ProbeGraph.Of(Nodes(300, 3, 3), Usual);
        var inside = 0;
        for (var i = 0; i < graph.Count; i++)
        {
            var zone = graph.Nodes[i].Zone;
            var own = graph.PeersOf(i).ToArray().Count(p => graph.Nodes[p].Zone == zone);
            Assert.InRange(own, 3, 8);
            inside += own;
        }

        // 3 of 8 edges, and a third of the other 5.
        Assert.InRange(inside / 300.0, 4.2, 5.2);
    }

    [Fact]
    public void A_zone_too_small_for_rings_of_its_own_is_probed_all_the_same()
    {
        var nodes = Nodes(100, 3, 1)
            .Select(
                (n, i) =>
                    n with
                    {
                        Zone =
                            i < 2 ? "tiny"
                            : i < 50 ? "a"
                            : "b",
                    }
            );
        var graph = ProbeGraph.Of(nodes, Usual);
        Assert.True(HasDegree(graph));
        Assert.True(IsConnected(graph));
    }

    [Fact]
    public void Few_peers_and_many_peers_keep_the_promises() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 150], Gen.Int[0, 1000])
            .Check(
                (peers, count, seed) =>
                {
                    var graph = ProbeGraph.Of(Nodes(count, seed, 2), new GraphSettings { PeersPerNode = peers });
                    return HasDegree(graph) && graph.Degree == Math.Min(peers, count - 1) && IsConnected(graph);
                }
            );

    private static void All(Func<ProbeGraph, bool> small, Func<ProbeGraph, bool> large, bool zones = true)
    {
        Clusters.Check(c => small(ProbeGraph.Of(Nodes(c.Count, c.Seed, zones ? c.Zones : 1), Usual)));
        Large.Check(c => large(ProbeGraph.Of(Nodes(c.Count, c.Seed, zones ? c.Zones : 1), Usual)), iter: 6);
    }

    internal static ProbeGraph Graph(int count, int seed) => ProbeGraph.Of(Nodes(count, seed, 1), Usual);

    internal static GraphNode[] Nodes(int count, int seed, int zones)
    {
        var random = new Random(seed);
        var bytes = new byte[16];
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                {
                    random.NextBytes(bytes);
                    return new GraphNode(new NodeId(new Guid(bytes)), zones == 1 ? "" : $"zone-{i % zones}");
                }),
        ];
    }

    private static HashSet<(NodeId From, NodeId To)> Edges(ProbeGraph graph)
    {
        var edges = new HashSet<(NodeId, NodeId)>();
        for (var i = 0; i < graph.Count; i++)
        {
            foreach (var peer in graph.PeersOf(i))
                edges.Add((graph.Nodes[i].Id, graph.Nodes[peer].Id));
        }

        return edges;
    }

    private static bool HasDegree(ProbeGraph graph)
    {
        var probed = new int[graph.Count];
        for (var i = 0; i < graph.Count; i++)
        {
            var peers = graph.PeersOf(i).ToArray();
            if (peers.Contains(i) || peers.Distinct().Count() != graph.Degree)
                return false;
            foreach (var peer in peers)
                probed[peer]++;
        }

        return probed.All(p => p == graph.Degree);
    }

    private static bool IsConnected(ProbeGraph graph) => Eccentricity(graph, 0) >= 0 && Eccentricity(graph, graph.Count - 1) >= 0;

    /// <summary>
    /// The steps to the farthest node; -1 when one is not reached. All edges are balanced, so reaching all is being reached.
    /// </summary>
    private static int Eccentricity(ProbeGraph graph, int from)
    {
        var steps = Enumerable.Repeat(-1, graph.Count).ToArray();
        steps[from] = 0;
        var queue = new Queue<int>([from]);
        while (queue.TryDequeue(out var node))
        {
            foreach (var peer in graph.PeersOf(node))
            {
                if (steps[peer] >= 0)
                    continue;
                steps[peer] = steps[node] + 1;
                queue.Enqueue(peer);
            }
        }

        return steps.Contains(-1) ? -1 : steps.Max();
    }

    private static bool Cuts(ProbeGraph graph)
    {
        var source = new Random(graph.Count);
        var sides = new bool[graph.Count];
        for (var attempt = 0; attempt < 20; attempt++)
        {
            Array.Clear(sides);
            var size = graph.Count < 2 ? 0 : source.Next(1, graph.Count);
            foreach (var node in source.GetItems(Enumerable.Range(0, graph.Count).ToArray(), size))
                sides[node] = true;
            if (!IsCrossed(graph, sides))
                return false;
        }

        return true;
    }

    /// <summary>Neighbours on the ring that roaming follows: the parts that the fewest edges leave.</summary>
    private static bool Contiguous(ProbeGraph graph)
    {
        if (graph.Count < 2)
            return true;
        var order = new int[graph.Count];
        Span<int> next = stackalloc int[graph.RoamingPerRound];
        for (var i = 1; i < order.Length; i++)
        {
            graph.Roaming(order[i - 1], 0, next);
            order[i] = next[0];
        }

        var sides = new bool[graph.Count];
        var checks = Math.Max(1, graph.Count / 50);
        for (var i = 0; i < graph.Count - 1; i++)
        {
            sides[order[i]] = true;
            if (i % checks == 0 && !IsCrossed(graph, sides))
                return false;
        }

        return true;
    }

    private static bool IsCrossed(ProbeGraph graph, bool[] sides)
    {
        var (inside, outward, inward) = (sides.Count(s => s), 0, 0);
        if (inside == 0 || inside == graph.Count)
            return true;
        for (var i = 0; i < graph.Count; i++)
        {
            foreach (var peer in graph.PeersOf(i))
            {
                outward += sides[i] && !sides[peer] ? 1 : 0;
                inward += !sides[i] && sides[peer] ? 1 : 0;
            }
        }

        return outward >= graph.Degree && inward >= graph.Degree;
    }
}
