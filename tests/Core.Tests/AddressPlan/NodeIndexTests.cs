using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Nodes;

namespace CniOperator.Core.Tests.AddressPlan;

public sealed class NodeIndexTests
{
    [Fact]
    public void An_index_made_step_by_step_is_the_one_made_at_once()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var nodes = new List<PlanNode>();
            var index = NodeIndex.Empty;
            for (var step = 0; step < 12; step++)
            {
                Change(nodes, random, step);
                index = index.With(nodes);
                Same(NodeIndex.Empty.With(nodes), index);
            }
        }
    }

    [Fact]
    public void Names_are_in_ordinal_order()
    {
        var random = new Random(1);
        string[] parts = ["a", "b", "-", ".", "0", "10", "node", "ip-10-0-0-1", "ü", "ÿ", "Ā", "日", "worker-longer-than-eight"];
        for (var run = 0; run < 500; run++)
        {
            var names = Enumerable
                .Range(0, random.Next(1, 40))
                .Select(_ => string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => parts[random.Next(parts.Length)])))
                .Distinct()
                .ToArray();
            Assert.Equal(
                names.Order(StringComparer.Ordinal),
                NodeIndex.Empty.With(names.Select(n => new PlanNode(n, []))).Nodes.Select(n => n.Name)
            );
        }
    }

    [Fact]
    public void Nodes_that_did_not_change_are_not_read_again()
    {
        var nodes = Enumerable.Range(0, 200).Select(i => RandomPlans.Node(new Random(i), $"n{i:000}")).ToArray();
        var first = NodeIndex.Empty.With(nodes);
        Assert.Same(first, first.With(nodes));
        Assert.Same(first, first.With(nodes.Reverse()));
        PlanNode[] next = [.. nodes[..7], nodes[7] with { MaxPods = 1 }, .. nodes[8..]];
        var second = first.With(next);
        Assert.Equal(199, second.Entries.ToArray().Intersect(first.Entries.ToArray()).Count());
        Assert.Equal(nodes.Length, second.Count);
        Assert.Equal(1, second.Nodes[7].MaxPods);
    }

    [Fact]
    public void A_healthy_cluster_of_5000_nodes_and_two_families_takes_less_than_5_MB()
    {
        var nodes = Enumerable
            .Range(0, 5000)
            .Select(i => new PlanNode($"worker-{i}.example.com", [$"10.{i / 256}.{i % 256}.0/24", $"fd00:10::{i:x}:0:0:0:0/64"])
            {
                Addresses = [$"192.168.{i / 256}.{i % 256}", $"fd00:192::{i:x}"],
                MaxPods = 110,
            })
            .ToArray();
        var spec = Plan.Pods("10.0.0.0/10", "fd00:10::/48") with { ServiceNetwork = null };
        Plan.Examine(spec, Plan.Of(nodes));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var report = Plan.Examine(spec, Plan.Of(nodes));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Empty(report.Findings);
        Assert.InRange(allocated, 1, 5_000_000);
    }

    private static void Change(List<PlanNode> nodes, Random random, int step)
    {
        // Now and then many at once, and another order.
        var changes = random.Next(8) == 0 ? 60 : random.Next(1, 4);
        for (var i = 0; i < changes; i++)
        {
            var at = random.Next(nodes.Count + 1);
            if (at == nodes.Count || random.Next(3) == 0)
                nodes.Insert(at, RandomPlans.Node(random, $"n{step:00}-{i:00}"));
            else if (random.Next(2) == 0)
                nodes.RemoveAt(at);
            else
                nodes[at] = RandomPlans.Node(random, nodes[at].Name);
        }

        if (random.Next(5) == 0)
            nodes.Reverse();
    }

    private static void Same(NodeIndex expected, NodeIndex actual)
    {
        Assert.Equal(expected.Nodes, actual.Nodes);
        foreach (var family in new[] { IpFamily.IPv4, IpFamily.IPv6 })
        {
            Assert.Equal(Words(expected.Shares(family)), Words(actual.Shares(family)));
            Assert.Equal(Words(expected.Addresses(family)), Words(actual.Addresses(family)));
        }
    }

    private static string[] Words(Core.AddressPlan.Nodes.SortedNetworks networks) =>
        [.. networks.Items.ToArray().Select(n => $"{n.Network} {n.Owner.Name}")];
}
