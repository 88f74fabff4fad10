using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Shares;
using CsCheck;

namespace CniOperator.Core.Tests.AddressPlan;

public sealed class FreeBlocksTests
{
    [Theory]
    [InlineData("10.244.0.0/16", 24, "", "10.244.0.0/16", 256)]
    [InlineData(
        "10.244.0.0/16",
        24,
        "10.244.0.0/24",
        "10.244.1.0/24 10.244.2.0/23 10.244.4.0/22 10.244.8.0/21 10.244.16.0/20 10.244.32.0/19 10.244.64.0/18 10.244.128.0/17",
        255
    )]
    [InlineData("10.244.0.0/22", 24, "10.244.1.0/24 10.244.1.0/24 10.244.3.7/32", "10.244.0.0/24 10.244.2.0/24", 2)]
    [InlineData("10.244.0.0/22", 24, "10.0.0.0/8", "", 0)]
    [InlineData("10.244.0.0/22", 24, "10.244.2.0/23 10.244.2.0/24 192.168.0.0/16 fd00::/8", "10.244.0.0/23", 2)]
    [InlineData("fd00:10:244::/56", 64, "fd00:10:244::/57", "fd00:10:244:80::/57", 128)]
    [InlineData("::/0", 128, "", "::/0", -1)]
    public void Are_the_fewest_networks_that_hold_the_free_subnets(string pods, int mask, string taken, string blocks, int subnets)
    {
        var free = FreeBlocks.Of(Ip.Network(pods), mask, Ip.Networks(taken.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

        Assert.Equal(blocks, string.Join(' ', free.Blocks));
        if (subnets >= 0)
            Assert.Equal(subnets, free.Subnets);
    }

    [Fact]
    public void Hold_exactly_what_touches_no_taken_network() =>
        Gen.Select(Gen.Int[0, 8], Gen.Select(Gen.Int[0, 1023], Gen.Int[20, 32]).Array[0, 12])
            .Check(
                (bits, taken) =>
                {
                    var pods = Ip.Network("10.0.0.0/22");
                    var networks = taken
                        .Select(t => new IpNetwork(new IpAddress(IpFamily.IPv4, pods.FirstValue + (UInt128)t.Item1), t.Item2))
                        .ToArray();
                    var free = FreeBlocks.Of(pods, 22 + bits, networks);
                    var subnets = Enumerable.Range(0, 1 << bits).Select(i => pods.Subnet((UInt128)i, 22 + bits)).ToArray();

                    foreach (var subnet in subnets)
                        Assert.Equal(networks.Any(subnet.Overlaps) ? 0 : 1, free.Blocks.Count(b => b.Contains(subnet)));
                    Assert.Equal(subnets.Count(s => !networks.Any(s.Overlaps)), free.Subnets);
                    // Two neighbours that make a network would have been one.
                    Assert.All(free.Blocks.Zip(free.Blocks.Skip(1)), p =>
                        Assert.NotEqual(
                            new IpNetwork(p.First.First, p.First.PrefixLength - 1),
                            new IpNetwork(p.Second.First, p.Second.PrefixLength - 1)
                        )
                    );
                },
                iter: 2000
            );
}
