using System.Net;
using System.Net.Sockets;
using CniOperator.Core.AddressPlan.Notation;
using CsCheck;

namespace CniOperator.Core.Tests.AddressPlan;

public sealed class CidrTextTests
{
    [Theory]
    [InlineData("10.244.0.0/16", "10.244.0.0/16", false)]
    [InlineData("10.244.0.1/16", "10.244.0.0/16", true)]
    [InlineData("0.0.0.0/0", "0.0.0.0/0", false)]
    [InlineData("255.255.255.255/32", "255.255.255.255/32", false)]
    [InlineData("fd00:10:244::/56", "fd00:10:244::/56", false)]
    [InlineData("FD00:0010:0244:0000:0000:0000:0000:0000/56", "fd00:10:244::/56", false)]
    [InlineData("fd00::1/64", "fd00::/64", true)]
    [InlineData("::/0", "::/0", false)]
    [InlineData("::1/128", "::1/128", false)]
    [InlineData("1::/16", "1::/16", false)]
    [InlineData("1:2:3:4:5:6:7::/112", "1:2:3:4:5:6:7:0/112", false)]
    [InlineData("::2:3:4:5:6:7:8/128", "0:2:3:4:5:6:7:8/128", false)]
    [InlineData("64:ff9b::10.0.0.0/104", "64:ff9b::a00:0/104", false)]
    [InlineData("1:2:3:4:5:6:10.0.0.0/112", "1:2:3:4:5:6:a00:0/112", false)]
    public void What_is_a_network_is_read(string text, string network, bool hasHostBits)
    {
        var reading = CidrText.Read(text);

        Assert.Null(reading.Problem);
        Assert.Equal(Ip.Network(network), reading.Network);
        Assert.Equal(hasHostBits, reading.HasHostBits);
    }

    [Fact]
    public void What_is_not_a_network_is_explained()
    {
        Assert.True(MalformedCidrs.All.Length >= 200, $"{MalformedCidrs.All.Length}");
        Assert.Distinct(MalformedCidrs.All.Select(m => m.Text));
        Assert.All(MalformedCidrs.All, malformed =>
        {
            var problem = CidrText.Read(malformed.Text).Problem;
            Assert.NotNull(problem);
            Assert.Contains(malformed.Says, problem.What, StringComparison.Ordinal);
            Assert.Equal(malformed.Corrected, problem.Corrected);
        });
        Assert.Equal("is empty", CidrText.Read(null).Problem!.What);
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("fd00::1", "fd00::1")]
    public void What_is_an_address_is_read(string text, string address) =>
        Assert.Equal(Ip.Address(address), AddressText.Read(text).Address);

    [Theory]
    [InlineData(null, "is empty", null)]
    [InlineData("10.0.0.1/16", "has a prefix length", "10.0.0.1")]
    [InlineData("10.0.0.1:6443", "has a port", "10.0.0.1")]
    [InlineData("[fd00::1]", "has brackets", "fd00::1")]
    [InlineData("fe80::1%eth0", "has the zone %eth0", "fe80::1")]
    [InlineData("::ffff:10.0.0.1", "is an IPv4-mapped address", "10.0.0.1")]
    [InlineData("node-1", "has the character 'n'", null)]
    [InlineData("010.0.0.1", "with a zero in front", "10.0.0.1")]
    public void What_is_not_an_address_is_explained(string? text, string says, string? corrected)
    {
        var problem = AddressText.Read(text).Problem!;
        Assert.Contains(says, problem.What, StringComparison.Ordinal);
        Assert.Equal(corrected, problem.Corrected);
    }

    [Fact]
    public void A_network_is_read_without_allocation()
    {
        string[] texts = ["10.244.0.0/16", "fd00:10:244:0:0::/56", "64:ff9b::10.0.0.0/104"];
        foreach (var text in texts)
            CidrText.Read(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = 0;
        for (var i = 0; i < 1000; i++)
            foreach (var text in texts)
                if (CidrText.Read(text).IsNetwork)
                    read++;
        Assert.Equal((3000, 0), (read, GC.GetAllocatedBytesForCurrentThread() - before));
    }

    [Fact]
    public void Whatever_is_made_of_networks_is_read_as_the_oracle_reads_it()
    {
        const string Alphabet = "0123456789abcdefABCDEF.:/%[]-+ x,*\\\"\t\u0661\uff11";
        var seeds = Gen.OneOf([
            .. new[]
            {
                "10.244.0.0/16",
                "fd00:10:244::/56",
                "::ffff:10.0.0.0/104",
                "1:2:3:4:5:6:7:8/128",
                "64:ff9b::192.0.2.1/128",
                "255.255.255.255/32",
                "::/0",
                "0.0.0.0/0",
                "fe80::1/64",
                "10.0.0.0/9",
            }.Select(Gen.Const),
        ]);
        var edits = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 50], Gen.Int[0, Alphabet.Length - 1]).Array[0, 4];
        Gen.Select(seeds, edits)
            .Check(
                (seed, changes) =>
                {
                    var text = changes.Aggregate(seed, (t, c) => Edit(t, c.Item1, c.Item2, Alphabet[c.Item3]));
                    var reading = CidrText.Read(text);
                    Assert.Equal(Oracle(text), reading.IsNetwork ? $"{reading.Network} {reading.Address}" : null);
                    if (reading.Problem is not { } problem)
                        return;
                    Assert.NotEmpty(problem.What);
                    if (problem.Corrected is { } corrected)
                        Assert.True(CidrText.Read(corrected) is { IsNetwork: true, HasHostBits: false }, corrected);
                },
                iter: 200_000
            );
    }

    private static string Edit(string text, int kind, int at, char c)
    {
        at = text.Length == 0 ? 0 : at % text.Length;
        return kind switch
        {
            0 => text.Insert(at, c.ToString()),
            1 when text.Length > 0 => text.Remove(at, 1),
            2 when text.Length > 0 => text.Remove(at, 1).Insert(at, c.ToString()),
            _ => text + c,
        };
    }

    /// <summary>.NET's reader, which is laxer than Go's, with each thing refused that Go refuses.</summary>
    private static string? Oracle(string text)
    {
        var parts = text.Split('/');
        if (parts.Length != 2 || text.Any(c => !char.IsAsciiHexDigit(c) && c is not ('.' or ':' or '/')))
            return null;
        if (!int.TryParse(parts[1], out var length) || parts[1] != $"{length}")
            return null;
        if (!IPAddress.TryParse(parts[0], out var address) || address.IsIPv4MappedToIPv6)
            return null;
        var octets = parts[0].Split(':')[^1].Split('.');
        if (octets.Length > 1 && (octets.Length != 4 || octets.Any(o => !int.TryParse(o, out var n) || n > 255 || o != $"{n}")))
            return null;
        if (address.AddressFamily == AddressFamily.InterNetwork && octets.Length != 4)
            return null;
        if (
            address.AddressFamily == AddressFamily.InterNetworkV6
            && (
                parts[0].Split(':').Any(g => g.Length > 4 && !g.Contains('.', StringComparison.Ordinal))
                || Groups(parts[0]) > 7 && parts[0].Contains("::", StringComparison.Ordinal)
            )
        )
            return null;
        if (length > (address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128))
            return null;
        var bytes = address.GetAddressBytes();
        for (var bit = length; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return $"{new IPAddress(bytes)}/{length} {address}";
    }

    private static int Groups(string address) =>
        address.Split(':', StringSplitOptions.RemoveEmptyEntries).Sum(g => g.Contains('.', StringComparison.Ordinal) ? 2 : 1);
}
