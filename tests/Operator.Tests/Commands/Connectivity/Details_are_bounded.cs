using System.Text.Json.Nodes;
using CniOperator.Core.Connectivity.Details;
using CniOperator.Health;
using CniOperator.Health.Tests.Verdicts;
using CniOperator.Health.Verdicts;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Operator.Tests.Commands.Connectivity;

public sealed class Details_are_bounded
{
    [Fact]
    public void Of_5000_nodes_of_which_every_way_fails_the_page_stays_below_two_megabytes()
    {
        var world = new World(5_000, zones: 26);
        foreach (var edges in world.Canary.Concat(world.Prober))
        {
            for (var e = 0; e < edges.Count; e++)
                edges[e] = edges[e] with { Failed = uint.MaxValue, Lost = 6 };
        }

        var judgement = world.Pass();
        var verdict = new Verdict
        {
            Scope = VerdictScope.Node,
            Area = HealthArea.PodToPod,
            Class = FaultClass.OverlayBlocked,
            Subject = new VerdictSubject("node-4321", world.Nodes[4321].Id, NodeId.None),
            Since = world.Now,
            Alarm = true,
        };
        judgement = judgement with { Verdicts = [.. Enumerable.Repeat(verdict, 2_000)] };
        var page = ConnectivityDetails.Of("default", world.Facts, judgement);
        Assert.InRange(JsonText.Utf8(page).Length, 500_000, 2_000_000);
        Assert.Equal(
            (5_000, 500, 500, 1_500),
            (page.List("nodes")!.Count, page.List("edges")!.Count, page.List("verdicts")!.Count, page.Number(0, "verdictsOmitted"))
        );
        Assert.Equal(20 * 20, page.List("zones")!.Count);
        Assert.Equal(world.Canary.Concat(world.Prober).Sum(e => e.Count) - 500 - 5_000, page.Number(0, "edgesOmitted"));
        Assert.Equal(page.Number(0, "edgesOmitted") + 500, page.Number(0, "edgesFailed"));
    }

    [Fact]
    public void Above_40_nodes_edges_that_fail_are_listed_and_of_one_node_all()
    {
        var seen = Pages.SixtyInThreeZones();
        var all = ConnectivityDetails.Of("default", seen.World.Facts, seen.Judgement);
        Assert.All(all.Items("edges"), e => Assert.True(e.Flag("failed")));
        Assert.Equal(60, all.List("nodes")!.Count);
        Assert.Equal(9, all.List("zones")!.Count);

        var one = ConnectivityDetails.Of("default", seen.World.Facts, seen.Judgement, "node-3");
        Assert.Equal("node-3", one.Items("nodes").Single().Text("name"));
        Assert.Equal(
            seen.World.Canary[3].Concat(seen.World.Prober[3]).Count() - 1,
            one.Items("edges").Count(e => e.Text("from") == "node-3")
        );
        var (canary, prober) = (seen.World.Canary, seen.World.Prober);
        var reporting = Enumerable.Range(0, 60).Where(i => i != 3).SelectMany(i => i == 8 ? prober[i] : canary[i].Concat(prober[i]));
        Assert.Equal(reporting.Count(e => e.Target == seen.World.Nodes[3].Id), one.Items("edges").Count(e => e.Text("to") == "node-3"));
        Assert.Equal(0, one.Number(-1, "edgesOmitted"));
    }

    [Fact]
    public void Up_to_40_nodes_every_edge_is_listed()
    {
        var world = new World(40, zones: 2).Settled();
        var page = PageOf(world);
        Assert.Equal(world.Canary.Concat(world.Prober).Sum(e => e.Count) - 40, page.List("edges")!.Count);
        Assert.Null(page["zones"]);
        Assert.Empty(ConnectivityDetails.Of("default", world.Facts, world.Judge(), "node-99").Items("nodes"));
    }

    [Theory]
    [InlineData(0b0000, 32, 32)]
    [InlineData(0b0001, 32, 1)]
    [InlineData(0b0111, 32, 3)]
    [InlineData(0b1000, 32, 3)]
    [InlineData(0b0111, 3, 3)]
    [InlineData(0b0000, 4, 4)]
    [InlineData(-1, 32, 32)]
    public void For_how_many_rounds_an_edge_is_as_it_is_comes_from_its_bits(int failed, int rounds, int same)
    {
        var world = new World(3).Settled();
        for (var e = 0; e < world.Canary[0].Count; e++)
            world.Canary[0][e] = world.Canary[0][e] with { Failed = (uint)failed, Rounds = rounds };
        var page = PageOf(world);
        var edge = page.Items("edges").First(e => e.Text("from") == "node-0" && e.Text("kind") == "PodToPod");
        Assert.Equal(same, edge.Number(0, "roundsSame"));
    }

    [Fact]
    public void What_a_silent_agent_said_last_is_no_longer_an_edge()
    {
        var world = new World(5).Settled();
        world.Silent.Add(1);
        for (var i = 0; i < 8; i++)
            world.Pass();
        var page = PageOf(world);
        Assert.DoesNotContain(page.Items("edges"), e => e.Text("from") == "node-1");
        Assert.Equal(90, page.Items("nodes").Single(n => n.Text("name") == "node-1").Real("reportedSecondsAgo"));
    }

    [Fact]
    public void Of_two_reports_of_an_agent_the_newer_one_counts()
    {
        var world = new World(3).Settled();
        var judgement = world.Pass();
        var older = world.LastCanary[0] with { Came = world.Now.AddSeconds(-30) };
        var facts = world.Facts with { Reports = [.. world.Facts.Reports, older with { Report = older.Report with { Edges = [] } }] };
        Assert.Contains(ConnectivityDetails.Of("default", facts, judgement).Items("edges"), e =>
            e.Text("from") == "node-0" && e.Text("kind") == "PodToPod"
        );
    }

    private static JsonObject PageOf(World world)
    {
        var judgement = world.Pass();
        return ConnectivityDetails.Of("default", world.Facts, judgement);
    }
}
