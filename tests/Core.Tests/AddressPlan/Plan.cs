using CniOperator.Core.AddressPlan;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.AddressPlan;

/// <summary>A healthy plan, for tests that break one thing of it: flannel, two families, three nodes.</summary>
internal static class Plan
{
    internal static readonly AddonAddressing Flannel = new("flannel", FromNodes: true) { ReservedPerNode = 1, CanWiden = true };

    internal static readonly AddonAddressing Weave = new("Weave Net", FromNodes: false) { ReservedPerNode = 1, RefusesHostRoutes = true };

    internal static readonly ClusterNetworkSpec Spec = new()
    {
        Provider = "flannel",
        PodNetwork = new PodNetwork { Cidrs = ["10.244.0.0/16", "fd00:10:244::/56"], Avoid = ["172.20.0.0/16"] },
        ServiceNetwork = new ServiceNetwork { Cidrs = ["10.96.0.0/12", "fd00:10:96::/112"] },
    };

    internal static readonly PlanNode[] Nodes = [Node(0), Node(1), Node(2)];

    internal static PlanNode Node(int i, params string[] podCidrs) =>
        new($"worker-{i}", podCidrs.Length > 0 ? podCidrs : [$"10.244.{i}.0/24", $"fd00:10:244:{i:x}::/64"])
        {
            Addresses = [$"192.168.0.{10 + i}", $"fd00:192:168::{10 + i:x}"],
            MaxPods = 110,
        };

    internal static AddonAddressing Calico(params AddonPool[] pools) =>
        new("Calico", FromNodes: false)
        {
            Pools = pools.Length > 0 ? pools : [Pool("v4", "10.244.0.0/16", 26), Pool("v6", "fd00:10:244::/56", 122)],
            ReservedPerNode = 1,
            BorrowsAddresses = true,
        };

    internal static AddonPool Pool(string name, string cidr, int blockSize) =>
        new(name, Ip.Network(cidr), blockSize, new FieldSubject($"spec.calico.pools.{name}"));

    internal static ObjectSubject ServiceCidr(string name) => new(new ObjectKey("networking.k8s.io/v1", "ServiceCIDR", null, name));

    internal static ObjectKey ControlPlanePod(string name) => new("v1", "Pod", "kube-system", name);

    internal static ClusterNetworkSpec Pods(params string[] cidrs) => Spec with { PodNetwork = Spec.PodNetwork with { Cidrs = cidrs } };

    internal static ClusterNetworkSpec Masks(int ipv4, int ipv6 = 64) =>
        Spec with
        {
            PodNetwork = Spec.PodNetwork with
            {
                NodeMaskSizes = new NodeMaskSizes { Ipv4 = ipv4, Ipv6 = ipv6 },
            },
        };

    internal static ClusterAddresses Of(params PlanNode[] nodes) => new() { Nodes = NodeIndex.Empty.With(nodes) };

    internal static PlanReport Examine(
        ClusterNetworkSpec? spec = null,
        ClusterAddresses? cluster = null,
        AddonAddressing? addon = null,
        ClusterNetworkSpec? former = null,
        AddonAddressing? formerAddon = null
    ) =>
        PlanExaminer.Examine(
            new PlanInput(spec ?? Spec, cluster ?? Of(Nodes))
            {
                Addon = addon ?? Flannel,
                Former = former,
                FormerAddon = formerAddon,
            }
        );

    /// <summary>As <c>rule subject</c>, in order.</summary>
    internal static IEnumerable<string> Brief(this PlanReport report) =>
        report.Findings.Select(f => $"{f.Rule.Id["addresses/".Length..]} {f.Subject}");

    /// <summary>The only finding of a rule.</summary>
    internal static Finding Only(this PlanReport report, string rule) =>
        Assert.Single(report.Findings, f => f.Rule.Id == $"addresses/{rule}");
}
