using CniOperator.Core.AddressPlan.Shares;

namespace CniOperator.Core.Tests.AddressPlan;

public sealed class ShareAllocatorTests
{
    [Theory]
    [InlineData("10.244.0.0/16", 24, 0, "10.244.0.0/24")]
    [InlineData("10.244.0.0/16", 24, 255, "10.244.255.0/24")]
    [InlineData("10.244.0.0/16", 24, 256, "")]
    [InlineData("fd00:10:244::/48", 64, 0x1f, "fd00:10:244:1f::/64")]
    [InlineData("fd00:10:244::/60", 72, 0x102, "fd00:10:244:1:200::/72")]
    [InlineData("::/0", 128, 7, "::7/128")]
    public void A_new_cluster_gets_subnets_from_the_start(string pods, int mask, int index, string share)
    {
        var allocator = new ShareAllocator(Ip.Network(pods), mask);
        Assert.Equal(share, $"{Enumerable.Range(0, index + 1).Select(_ => allocator.Next()).ToList()[^1]}");
    }

    [Fact]
    public void A_share_is_not_larger_than_the_pod_network() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShareAllocator(Ip.Network("10.244.0.0/16"), 8));

    [Fact]
    public void Taken_subnets_are_passed_over_until_none_is_left()
    {
        var allocator = new ShareAllocator(
            Ip.Network("10.244.0.0/21"),
            24,
            Ip.Networks("10.244.1.0/24", "10.244.4.0/23", "10.0.0.0/24", "fd00::/64", "10.244.7.128/25")
        );

        Assert.Equal(
            ["10.244.0.0/24", "10.244.2.0/24", "10.244.3.0/24", "10.244.6.0/24", "", ""],
            Enumerable.Range(0, 6).Select(_ => $"{allocator.Next()}")
        );
    }

    [Fact]
    public void Nothing_is_left_when_someone_has_the_whole_network() =>
        Assert.Null(new ShareAllocator(Ip.Network("10.244.0.0/24"), 26, Ip.Networks("10.0.0.0/8")).Next());
}
