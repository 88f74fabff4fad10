using CniOperator.Core.AddressPlan;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.AddressPlan.Notation;
using CniOperator.Core.Api;

namespace CniOperator.Benchmarks.AddressPlan;

/// <summary>A healthy dual-stack cluster on flannel: each node with a share and an address of both families.</summary>
internal sealed class Fleet
{
    private readonly Random _random = new(1);

    internal Fleet(int count)
    {
        // IPv6 shares are 16 bits longer than the pod network at most: the same number of nodes fits both.
        CidrText.TryRead("10.0.0.0/8", out var ipv4);
        CidrText.TryRead("fd00:10::/48", out var ipv6);
        Nodes =
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => new PlanNode(
                    $"worker-{i:x5}.example.com",
                    [$"{ipv4.Subnet((UInt128)i, 24)}", $"{ipv6.Subnet((UInt128)i, 64)}"]
                )
                {
                    Addresses = [$"192.{168 + i / 65536}.{i / 256 % 256}.{i % 256}", $"2a00:1::{i:x}"],
                    MaxPods = 110,
                }),
        ];
        _random.Shuffle(Nodes);
    }

    internal PlanNode[] Nodes { get; }

    private static ClusterNetworkSpec Spec { get; } =
        new()
        {
            Provider = "flannel",
            PodNetwork = new PodNetwork { Cidrs = ["10.0.0.0/8", "fd00:10::/48"], Avoid = ["172.20.0.0/14", "fd00:ffff::/32"] },
            ServiceNetwork = new ServiceNetwork { Cidrs = ["172.16.0.0/16", "fd00:11::/112"] },
        };

    /// <summary>The nodes, of which one was read again.</summary>
    internal PlanNode[] WithOneChanged()
    {
        var next = (PlanNode[])Nodes.Clone();
        var at = _random.Next(next.Length);
        next[at] = next[at] with { MaxPods = 100 };
        return next;
    }

    internal static PlanReport Examine(NodeIndex nodes) =>
        PlanExaminer.Examine(
            new PlanInput(Spec, new ClusterAddresses { Nodes = nodes })
            {
                Addon = new AddonAddressing("flannel", FromNodes: true) { ReservedPerNode = 1 },
                Former = Spec,
            }
        );
}
