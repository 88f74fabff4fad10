using System.Globalization;
using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.Tests.AddressPlan;

public sealed class SubnetLayoutTests
{
    [Theory]
    [InlineData(
        "172.17.0.0/16",
        "255.255.0.0",
        "0.0.255.255",
        "172.17.0.1",
        "172.17.255.254",
        "172.17.255.255",
        "65536",
        "65534",
        "private"
    )]
    [InlineData(
        "192.168.1.128/25",
        "255.255.255.128",
        "0.0.0.127",
        "192.168.1.129",
        "192.168.1.254",
        "192.168.1.255",
        "128",
        "126",
        "private"
    )]
    [InlineData("10.0.0.0/31", "255.255.255.254", "0.0.0.1", "10.0.0.0", "10.0.0.1", "10.0.0.1", "2", "2", "private")]
    [InlineData("8.8.8.8/32", "255.255.255.255", "0.0.0.0", "8.8.8.8", "8.8.8.8", "8.8.8.8", "1", "1", "public")]
    [InlineData(
        "0.0.0.0/0",
        "0.0.0.0",
        "255.255.255.255",
        "0.0.0.1",
        "255.255.255.254",
        "255.255.255.255",
        "4294967296",
        "4294967294",
        "public"
    )]
    [InlineData(
        "fd00:10:244::/56",
        "ffff:ffff:ffff:ff00::",
        "::ff:ffff:ffff:ffff:ffff",
        "fd00:10:244::1",
        "fd00:10:244:ff:ffff:ffff:ffff:ffff",
        "fd00:10:244:ff:ffff:ffff:ffff:ffff",
        "4722366482869645213696",
        "4722366482869645213695",
        "private (unique local)"
    )]
    [InlineData(
        "2001:db8::/127",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe",
        "::1",
        "2001:db8::",
        "2001:db8::1",
        "2001:db8::1",
        "2",
        "2",
        "documentation"
    )]
    [InlineData(
        "::/0",
        "::",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "::1",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "340282366920938463463374607431768211456",
        "340282366920938463463374607431768211455",
        "reserved by the IETF"
    )]
    public void Say_what_a_network_is(
        string cidr,
        string netmask,
        string wildcard,
        string firstUsable,
        string lastUsable,
        string last,
        string addresses,
        string usable,
        string space
    )
    {
        var facts = new SubnetLayout(Ip.Network(cidr));

        Assert.Equal(
            [netmask, wildcard, firstUsable, lastUsable, last],
            new[] { facts.Netmask, facts.Wildcard, facts.FirstUsable, facts.LastUsable, facts.Last }.Select(a => a.ToString())
        );
        Assert.Equal(
            (addresses, usable),
            (facts.Addresses.ToString(CultureInfo.InvariantCulture), facts.Usable.ToString(CultureInfo.InvariantCulture))
        );
        Assert.Equal(space, facts.Space.Name);
    }

    [Fact]
    public void Write_bits_as_people_group_them()
    {
        var ipv4 = new SubnetLayout(Ip.Network("172.17.0.0/16"));
        Assert.Equal("10101100.00010001.00000000.00000000", ipv4.Binary);
        Assert.Equal("11111111.11111111.00000000.00000000", ipv4.NetmaskBinary);
        Assert.StartsWith(
            "1111110100000000:0000000000010000:0000001001000100:0000000000000000:",
            new SubnetLayout(Ip.Network("fd00:10:244::/56")).Binary,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("127.1.0.0/16", "loopback", SpaceUse.Impossible)]
    [InlineData("255.255.255.255/32", "limited broadcast", SpaceUse.Impossible)]
    [InlineData("100.100.0.0/16", "shared space of providers' NAT", SpaceUse.Unwise)]
    [InlineData("100.0.0.0/8", "public", SpaceUse.Public)]
    [InlineData("::ffff:0:0/112", "IPv4-mapped", SpaceUse.Impossible)]
    [InlineData("2001:20::/48", "ORCHIDv2", SpaceUse.Unwise)]
    [InlineData("2a00::/32", "global unicast", SpaceUse.Public)]
    [InlineData("3fff:fff::/48", "documentation", SpaceUse.Unwise)]
    [InlineData("fe80::/64", "link-local", SpaceUse.Impossible)]
    public void Name_the_smallest_part_of_the_address_space_around_a_network(string cidr, string name, SpaceUse use)
    {
        var space = AddressSpaces.Of(Ip.Network(cidr));
        Assert.Equal((name, use), (space.Name, space.Use));
    }
}
