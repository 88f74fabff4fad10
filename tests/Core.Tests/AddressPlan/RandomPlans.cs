using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.AddressPlan.Selectors;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Selectors;

namespace CniOperator.Core.Tests.AddressPlan;

/// <summary>Small plans in a small space, so that everything is in the way of everything else now and then.</summary>
internal static class RandomPlans
{
    internal static PlanInput Plan(Random random)
    {
        var pods = Families(random, 18, 25, 42, 49);
        var spec = new ClusterNetworkSpec
        {
            Provider = "flannel",
            PodNetwork = new PodNetwork
            {
                Cidrs = pods,
                NodeMaskSizes = new NodeMaskSizes { Ipv4 = random.Next(20, 29), Ipv6 = random.Next(44, 53) },
                Avoid = random.Next(3) == 0 ? [Network(random, 4, 20, 28)] : [],
            },
            ServiceNetwork = random.Next(2) == 0 ? new ServiceNetwork { Cidrs = Families(random, 20, 26, 44, 50) } : null,
        };
        var nodes = Enumerable.Range(0, random.Next(13)).Select(i => Node(random, $"n{i:00}")).ToArray();
        random.Shuffle(nodes);
        return new PlanInput(
            spec,
            new ClusterAddresses
            {
                Nodes = NodeIndex.Empty.With(nodes),
                Services =
                [
                    .. Families(random, 20, 26, 44, 50).Select(c => new SourcedNetwork(Ip.Network(c), AddressPlan.Plan.ServiceCidr(c))),
                ],
                ApiServers = random.Next(3) == 0 ? [new SourcedAddress(Ip.Address(Address(random, 4)), "the API server")] : [],
            }
        )
        {
            Addon = Addon(random, pods),
        };
    }

    private static AddonAddressing Addon(Random random, string[] pods) =>
        new("x", FromNodes: random.Next(5) > 0)
        {
            ReservedPerNode = random.Next(3),
            BorrowsAddresses = true,
            Pools =
            [
                .. Enumerable
                    .Range(0, random.Next(4))
                    .Select(i => Pool(random, $"p{i}", Ip.Network(pods[random.Next(pods.Length)]), random.Next(Selectors.Length))),
            ],
        };

    // In the pod network, of which it is the whole or a part.
    private static AddonPool Pool(Random random, string name, IpNetwork pod, int selector)
    {
        var prefix = pod.PrefixLength + random.Next(3);
        return new AddonPool(
            name,
            pod.Subnet((UInt128)random.Next(1 << (prefix - pod.PrefixLength)), prefix),
            prefix + random.Next(-1, 6),
            new FieldSubject($"pools.{name}")
        )
        {
            ForPods = random.Next(8) > 0,
            IsAutomatic = random.Next(8) > 0,
            Selector = NodeSelector.Parse(Selectors[selector].Text)!,
        };
    }

    /// <summary>Selectors, and what they mean of a node's zone and rack, which are <c>null</c> when it has no such label.</summary>
    internal static (string Text, Func<string?, string?, bool> Meaning)[] Selectors { get; } =
    [
        ("all()", (_, _) => true),
        ("!all()", (_, _) => false),
        ("zone == 'a'", (zone, _) => zone == "a"),
        ("zone != 'a'", (zone, _) => zone != "a"),
        ("zone in {'a','b'} && !has(rack)", (zone, rack) => zone is "a" or "b" && rack is null),
        ("has(rack) || zone not in {'b'}", (zone, rack) => rack is not null || zone != "b"),
    ];

    private static NodeLabels Labels(Random random)
    {
        var labels = new JsonObject();
        if (random.Next(4) > 0)
            labels["zone"] = "abc"[random.Next(3)].ToString();
        if (random.Next(3) == 0)
            labels["rack"] = "1";
        return NodeLabels.Of(new JsonObject { ["metadata"] = new JsonObject { ["labels"] = labels } });
    }

    internal static PlanNode Node(Random random, string name) =>
        new(name, Shares(random))
        {
            Addresses =
                random.Next(6) == 0 ? []
                : random.Next(2) == 0 ? [Address(random, 4)]
                : [Address(random, 4), Address(random, 6)],
            MaxPods = random.Next(3) == 0 ? null : random.Next(1, 200),
            Labels = Labels(random),
        };

    private static string[] Shares(Random random) =>
        random.Next(8) switch
        {
            0 => [],
            1 => [Network(random, 4, 20, 29)],
            2 => [Network(random, 6, 44, 53)],
            3 when random.Next(4) == 0 => [Network(random, 4, 20, 29), "10.0/24"],
            _ => [Network(random, 4, 22, 29), Network(random, 6, 46, 53)],
        };

    private static string[] Families(Random random, int from4, int to4, int from6, int to6) =>
        random.Next(3) switch
        {
            0 => [Network(random, 4, from4, to4)],
            1 => [Network(random, 6, from6, to6)],
            _ => [Network(random, 4, from4, to4), Network(random, 6, from6, to6)],
        };

    /// <summary>Of 10.0.0.0/18 or fd00::/42, without bits beyond the prefix.</summary>
    private static string Network(Random random, int family, int from, int to)
    {
        var prefix = random.Next(from, to);
        return Ip.Network($"{Address(random, family)}/{prefix}").ToString();
    }

    private static string Address(Random random, int family) =>
        family == 4
            ? $"10.0.{random.Next(64)}.{random.Next(256)}"
            : $"fd00:0:{random.Next(64):x}:{random.Next(16) << 12:x}::{random.Next(2)}";
}
