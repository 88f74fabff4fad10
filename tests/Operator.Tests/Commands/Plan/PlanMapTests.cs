using System.Globalization;
using CniOperator.Commands.Plan;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.AddressPlan.Notation;
using CniOperator.Core.AddressPlan.Shares;
using CsCheck;

namespace CniOperator.Operator.Tests.Commands.Plan;

public sealed class PlanMapTests
{
    // Pod networks with their node masks, from the smallest to those of which no list could be made.
    private static readonly Gen<(IpNetwork Pods, int Mask)> Networks =
        from family in Gen.Bool.Select(six => six ? IpFamily.IPv6 : IpFamily.IPv4)
        from address in Gen.ULong.Select(Gen.ULong)
        from prefix in Gen.Int[0, family.Width()]
        from mask in Gen.Int[prefix, family.Width()]
        let value = family == IpFamily.IPv4 ? (uint)address.Item1 : new UInt128(address.Item1, address.Item2)
        select (new IpNetwork(new IpAddress(family, value), prefix), mask);

    [Fact]
    public void It_never_takes_more_than_sixteen_lines_of_eighty_columns_and_is_plain_ASCII() =>
        Networks
            .Select(Gen.Int[0, 40])
            .Check(
                (network, nodes) =>
                {
                    var map = Map(network.Pods, network.Mask, Shares(network.Pods, network.Mask, nodes));
                    return map.Length <= 18 && map.Skip(1).All(l => l.Length <= 80) && map.All(l => l.All(char.IsAscii));
                },
                iter: 2_000
            );

    [Fact]
    public void Each_character_says_how_much_of_its_part_is_taken() =>
        Gen.Int[0, 12]
            .Select(Gen.Int[0, 4_096].Array[0, 60])
            .Check(
                (bits, indexes) =>
                {
                    var pods = Network("10.0.0.0/8");
                    var shares = indexes.Where(i => i < 1 << bits).Distinct().ToList();
                    var map = Map(pods, 8 + bits, shares.Select(i => pods.Subnet((UInt128)i, 8 + bits)));
                    var cells = string.Concat(map[1..^1].Select(l => l.Split("  ")[^1].Replace(" ", "", StringComparison.Ordinal)));
                    var inCell = 1 << Math.Max(0, bits - 9);
                    return cells.Length == 1 << Math.Min(bits, 9)
                        && cells.Index().All(c => c.Item == Expected(shares.Count(i => i / inCell == c.Index), inCell));
                },
                iter: 2_000
            );

    [Fact]
    public void What_several_nodes_have_is_marked_and_counts_once()
    {
        var pods = Network("10.244.0.0/22");
        var duplicate = new NodeShare(new PlanNode("a", []), "", Network("10.244.1.0/24"), [ShareFlag.Duplicate]);
        Assert.Equal(
            [
                "Map of 10.244.0.0/22, one character for each node subnet of /24:",
                "  10.244.0.0  .!..",
                "  # taken, . free, ! something is wrong there",
            ],
            Written(new FamilyPlan(pods, 24, [duplicate, duplicate with { Node = new PlanNode("b", []) }], null))
        );
    }

    [Fact]
    public void A_subnet_larger_than_the_pod_network_takes_all_of_it() =>
        Assert.Equal("  10.244.0.0  ####", Map(Network("10.244.0.0/22"), 24, [Network("10.0.0.0/8")])[1]);

    [Fact]
    public void Of_a_pod_network_that_the_addon_assigns_nothing_is_drawn() =>
        Assert.Equal([""], Written(new FamilyPlan(Network("10.244.0.0/16"), 26, null, new AddonAddressing("Calico", false))));

    private static char Expected(int taken, int all) =>
        taken == 0 ? '.'
        : taken == all ? '#'
        : Math.Clamp(taken * 10 / all, 1, 9).ToString(CultureInfo.InvariantCulture)[0];

    private static IEnumerable<IpNetwork> Shares(IpNetwork pods, int mask, int count)
    {
        var allocator = new ShareAllocator(pods, mask);
        return Enumerable.Range(0, count).Select(_ => allocator.Next()).OfType<IpNetwork>();
    }

    private static string[] Map(IpNetwork pods, int mask, IEnumerable<IpNetwork> shares) =>
        Written(new FamilyPlan(pods, mask, [.. shares.Select(s => new NodeShare(new PlanNode($"{s}", []), $"{s}", s, []))], null));

    private static string[] Written(FamilyPlan family)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        PlanMap.Write(family, writer);
        return writer.ToString().TrimEnd('\n').Split('\n');
    }

    private static IpNetwork Network(string text) => CidrText.Read(text).Network;
}
