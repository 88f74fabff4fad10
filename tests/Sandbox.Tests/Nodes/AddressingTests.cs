using System.Net;
using CniOperator.Sandbox.Nodes;
using CsCheck;

namespace CniOperator.Sandbox.Tests.Nodes;

public sealed class AddressingTests
{
    [Fact]
    public void Subnets_never_overlap_and_lie_in_the_cluster_range() =>
        Gen.Select(Gen.Int[8, 24], Gen.Int[0, 8], Gen.Int[1, 40])
            .Check(
                (prefix, bits, nodes) =>
                {
                    var cluster = new IPNetwork(IPAddress.Parse("10.0.0.0"), prefix);
                    var used = new List<IPNetwork>();
                    for (var i = 0; i < nodes; i++)
                    {
                        if (Addressing.NextSubnet(cluster, prefix + bits, used) is not { } next)
                            break;
                        Assert.True(cluster.Contains(next.BaseAddress));
                        Assert.DoesNotContain(used, u => u.Contains(next.BaseAddress) || next.Contains(u.BaseAddress));
                        used.Add(next);
                    }

                    Assert.Equal(Math.Min(nodes, 1 << bits), used.Count);
                }
            );

    [Theory]
    [InlineData("10.244.0.1/16", "10.244.0.0/16")]
    [InlineData("fd00::1/64", "fd00::/64")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("10.244/16", null)]
    [InlineData("10.244.0.0/33", null)]
    [InlineData("10.244.0.0", null)]
    public void A_cidr_is_read_as_go_reads_it(string text, string? expected) =>
        Assert.Equal(expected, Addressing.ParseCidr(text)?.ToString());

    [Fact]
    public void A_freed_range_is_given_again_only_when_the_others_are_used_up()
    {
        var cluster = IPNetwork.Parse("10.244.0.0/22");
        var used = new List<IPNetwork> { IPNetwork.Parse("10.244.1.0/24"), IPNetwork.Parse("10.244.2.0/24") };

        Assert.Equal(IPNetwork.Parse("10.244.3.0/24"), Addressing.NextSubnet(cluster, 24, used));
        used.Add(IPNetwork.Parse("10.244.3.0/24"));
        Assert.Equal(IPNetwork.Parse("10.244.0.0/24"), Addressing.NextSubnet(cluster, 24, used));
    }
}
