using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.AddressPlan.Notation;
using CniOperator.Core.AddressPlan.Shares;
using CsCheck;

namespace CniOperator.Core.Tests.AddressPlan;

public sealed class NodeSharesTests
{
    private static readonly (IpNetwork Pods, int NodeMask)[] Plan = [(Network("10.244.0.0/20"), 24), (Network("fd00:10:244::/60"), 64)];

    [Theory]
    [InlineData("10.244.0.0/24 fd00:10:244::/64", "")]
    [InlineData("10.244.0.0/24", "missing")]
    [InlineData("", "missing missing")]
    [InlineData("10.244.16.0/24 fd00:10:244::/64", "outside")]
    [InlineData("10.244.0.0/23 fd00:10:244::/64", "mask")]
    [InlineData("10.0.0.0/8 fd00:10:244::/64", "outside,mask")]
    [InlineData("10.244/24 fd00:10:244::/64", "unreadable missing")]
    public void A_nodes_subnets_are_held_against_the_plan(string written, string flags) =>
        Assert.Equal(flags, string.Join(' ', Flags([Node("a", written)]).Where(f => f.Length > 0)));

    [Fact]
    public void Nodes_with_one_subnet_and_nodes_whose_subnets_overlap_are_both_marked() =>
        Assert.Equal(
            ["duplicate", "duplicate", "mask,overlap", "overlap", ""],
            NodeShares
                .Of(
                    NodeIndex.Empty.With([
                        Node("a", "10.244.0.0/24"),
                        Node("b", "10.244.0.0/24"),
                        Node("c", "10.244.2.0/23"),
                        Node("d", "10.244.3.0/24"),
                        Node("e", "10.244.4.0/24"),
                    ]),
                    Plan[..1]
                )
                .Select(s => string.Join(',', s.Flags.Select(f => f.Name())))
        );

    [Fact]
    public void It_agrees_with_comparing_each_with_each() =>
        Gen.Int[0, 15]
            .Select(Gen.Int[22, 26])
            .Array[0, 12]
            .Check(
                shares =>
                {
                    var networks = shares
                        .Select(s => new IpNetwork(
                            new IpAddress(IpFamily.IPv4, (10u << 24) | (244u << 16) | ((uint)s.Item1 << 8)),
                            s.Item2
                        ))
                        .ToList();
                    var nodes = networks.Select((n, i) => Node($"n{i:00}", n.ToString())).ToList();
                    return NodeShares
                        .Of(NodeIndex.Empty.With(nodes), Plan[..1])
                        .Index()
                        .All(s =>
                            s.Item.Flags.Contains(ShareFlag.Duplicate)
                                == networks.Index().Any(o => o.Index != s.Index && o.Item == networks[s.Index])
                            && s.Item.Flags.Contains(ShareFlag.Overlap)
                                == networks.Any(o => o != networks[s.Index] && o.Overlaps(networks[s.Index]))
                        );
                },
                iter: 5_000
            );

    private static IEnumerable<string> Flags(IEnumerable<PlanNode> nodes) =>
        NodeShares.Of(NodeIndex.Empty.With(nodes), Plan).Select(s => string.Join(',', s.Flags.Select(f => f.Name())));

    private static PlanNode Node(string name, string written) => new(name, written.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static IpNetwork Network(string text) => CidrText.Read(text).Network;
}
