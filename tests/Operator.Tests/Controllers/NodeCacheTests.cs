using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Controllers;
using CniOperator.Runtime.Client.Resources;
using Microsoft.Extensions.Time.Testing;

namespace CniOperator.Operator.Tests.Controllers;

public sealed class NodeCacheTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Start);
    private readonly NodeCache _cache;

    public NodeCacheTests() => _cache = new NodeCache(_clock);

    [Fact]
    public void While_the_cache_holds_the_same_nodes_nothing_is_read()
    {
        Unstructured[] nodes = [Node("a"), Node("b")];
        Assert.Same(_cache.Of(nodes), _cache.Of(nodes));
    }

    [Fact]
    public void A_heartbeat_changes_neither_views_nor_plan()
    {
        var before = _cache.Of([Node("a"), Node("b")]);
        var after = _cache.Of([Node("a"), Node("b")]);
        Assert.Same(before.Views, after.Views);
        Assert.Same(before.Plan, after.Plan);
    }

    [Fact]
    public void A_node_that_changes_leaves_the_cache_of_the_others_the_same()
    {
        var before = _cache.Of([Node("a"), Node("b")]);
        var after = _cache.Of([Node("a", pods: "250"), Node("b")]);
        Assert.Same(before.Views, after.Views);
        Assert.Equal(250, after.Plan.Nodes[0].MaxPods);
        Assert.Same(before.Plan.Nodes[1], after.Plan.Nodes[1]);
    }

    [Fact]
    public void A_node_that_is_gone_is_read_no_longer()
    {
        _cache.Of([Node("a"), Node("b"), Node("c")]);
        var after = _cache.Of([Node("c"), Node("a")]);
        Assert.Equal(["a", "c"], after.Plan.Nodes.Select(n => n.Name));
        Assert.Equal(2, after.Views.Count);
        Assert.Equal(["d"], _cache.Of([Node("d")]).Views.Select(v => v.Name));
    }

    [Fact]
    public void A_namesake_is_another_node()
    {
        _cache.Of([Node("a", uid: "1")]);
        Assert.Equal("2", Assert.Single(_cache.Of([Node("a", uid: "2")]).Views).Uid);
    }

    [Fact]
    public void A_node_that_just_joined_may_wait_half_a_second_for_its_podCIDRs()
    {
        _cache.Of([Node("a")]);
        Unstructured[] nodes = [Node("a"), Node("b", cidr: null)];
        var joined = _cache.Of(nodes);
        Assert.Equal(["a"], joined.Plan.Nodes.Select(n => n.Name));
        Assert.Equal(2, joined.Views.Count);
        Assert.Equal(Start + NodeCache.Patience, joined.LookAgainAt);

        _clock.Advance(NodeCache.Patience);
        var late = _cache.Of(nodes);
        Assert.Equal(["a", "b"], late.Plan.Nodes.Select(n => n.Name));
        Assert.Null(late.LookAgainAt);
    }

    [Fact]
    public void One_that_gets_them_in_time_is_waited_for_no_longer()
    {
        _cache.Of([Node("b", cidr: null)]);
        var now = _cache.Of([Node("b")]);
        Assert.Equal((1, null), (now.Plan.Nodes.Count, now.LookAgainAt));
    }

    [Fact]
    public void One_that_was_there_before_has_had_its_time()
    {
        _clock.Advance(TimeSpan.FromSeconds(3));
        var now = _cache.Of([Node("b", cidr: null)]);
        Assert.Equal((1, null), (now.Plan.Nodes.Count, now.LookAgainAt));
    }

    [Fact]
    public void One_that_joins_is_waited_for_whatever_the_API_servers_clock_says()
    {
        _cache.Of([Node("a")]);
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(_clock.GetUtcNow() + NodeCache.Patience, _cache.Of([Node("a"), Node("b", cidr: null)]).LookAgainAt);
    }

    [Fact]
    public void One_that_loses_them_is_not_waited_for()
    {
        _cache.Of([Node("b")]);
        _clock.Advance(NodeCache.Patience);
        Assert.Empty(Assert.Single(_cache.Of([Node("b", cidr: null)]).Plan.Nodes).PodCidrs);
    }

    private static Unstructured Node(string name, string? cidr = "10.244.0.0/24", string pods = "110", string uid = "u") =>
        new(
            new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["name"] = name,
                    ["uid"] = uid,
                    ["creationTimestamp"] = Start.ToString("O", CultureInfo.InvariantCulture),
                },
                ["spec"] = cidr is null ? new JsonObject() : new JsonObject { ["podCIDRs"] = new JsonArray(cidr) },
                ["status"] = new JsonObject { ["capacity"] = new JsonObject { ["pods"] = pods } },
            }
        );
}
