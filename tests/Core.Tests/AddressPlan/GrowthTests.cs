using CniOperator.Core.AddressPlan.Capacity;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.AddressPlan.Shares;

namespace CniOperator.Core.Tests.AddressPlan;

public sealed class GrowthTests
{
    private static readonly AddonAddressing Flannel = new("flannel", FromNodes: true) { ReservedPerNode = 1 };

    [Theory]
    [InlineData("10.244.0.0/16", 24, 256, true, "", "")]
    [InlineData("10.244.0.0/16", 24, 257, false, "10.244.0.0/16 /25: 512 × 125", "10.244.0.0/15 /24: 512 × 253")]
    [InlineData("10.244.0.0/16", 24, 1000, false, "10.244.0.0/16 /26: 1024 × 61", "10.244.0.0/14 /24: 1024 × 253")]
    [InlineData("10.244.0.0/16", 24, 1024, false, "10.244.0.0/16 /26: 1024 × 61", "10.244.0.0/14 /24: 1024 × 253")]
    [InlineData("10.244.0.0/24", 24, 100, false, "", "10.244.0.0/17 /24: 128 × 253")]
    [InlineData("10.0.0.0/8", 24, 20_000_000, false, "", "")]
    [InlineData("10.244.0.0/16", 8, 1, false, "10.244.0.0/16 /16: 1 × 65533", "10.0.0.0/8 /8: 1 × 16777213")]
    [InlineData(
        "fd00:10:244::/56",
        64,
        5000,
        false,
        "fd00:10:244::/56 /69: 8192 × 576460752303423486",
        "fd00:10:244::/51 /64: 8192 × 9223372036854775807"
    )]
    [InlineData("fd00:10:244::/56", 64, 65_537, false, "", "")]
    public void Says_which_masks_would_do(string pods, int mask, int nodes, bool fits, string longer, string wider)
    {
        var growth = Growth.Of(Ip.Network(pods), mask, nodes, Flannel);

        Assert.Equal(fits, growth.Fits);
        Assert.Equal((longer, wider), (Words(growth.LongerMask), Words(growth.WiderNetwork)));
    }

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(66, false)]
    public void Nodes_have_room_as_long_as_no_rule_finds_one_without(int nodes, bool room)
    {
        var pods = Ip.Network("10.244.0.0/18");
        var allocator = new ShareAllocator(pods, 24);
        var fleet = Enumerable.Range(0, nodes).Select(i => new PlanNode($"n{i}", allocator.Next() is { } s ? [$"{s}"] : [])).ToArray();
        var report = Plan.Examine(Plan.Pods($"{pods}"), Plan.Of(fleet));

        Assert.Equal(room, Growth.Of(pods, 24, nodes, Flannel).Fits);
        Assert.Equal(room, report.Findings.All(f => f.Rule.Id != "addresses/capacity-exceeded"));
    }

    [Fact]
    public void Says_when_a_wider_network_leaves_private_space()
    {
        Assert.True(Growth.Of(Ip.Network("10.244.0.0/16"), 24, 1000).WiderNetwork!.StaysPrivate);
        Assert.False(Growth.Of(Ip.Network("192.168.0.0/16"), 24, 1000).WiderNetwork!.StaysPrivate);
    }

    private static string Words(GrowthOption? option) =>
        option is null ? "" : $"{option.Pods} /{option.NodeMask}: {option.Nodes} × {option.PodsPerNode}";
}
