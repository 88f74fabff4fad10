using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.AddressPlan.Nodes;

namespace CniOperator.Core.Tests.AddressPlan;

/// <summary>
/// The same questions, asked of each pair, by networks as texts of bits: two overlap when one text begins with the
/// other. Shares nothing with the code under test but the input.
/// </summary>
internal sealed class NaivePlan
{
    private readonly PlanInput _input;
    private readonly Dictionary<string, string> _bits;
    private readonly HashSet<string> _found = new(StringComparer.Ordinal);
    private readonly PlanNode[] _nodes;

    private NaivePlan(PlanInput input, Dictionary<string, string> bits)
    {
        (_input, _bits) = (input, bits);
        _nodes = [.. input.Cluster.Nodes!.Nodes];
    }

    /// <summary>As <c>rule subject</c>.</summary>
    internal static HashSet<string> Examine(PlanInput input, Dictionary<string, string> bits)
    {
        var plan = new NaivePlan(input, bits);
        plan.Networks();
        if (input.Addon!.FromNodes)
            plan.Shares();
        else if (plan._nodes.Any(n => n.PodCidrs.Count > 0))
            plan._found.Add("node-unused Nodes");
        plan.Pools();
        plan.NodeAddresses();
        return plan._found;
    }

    /// <summary>4 or 6, and the bits of the prefix.</summary>
    internal static string BitsOf(string cidr) =>
        cidr.Split('/') is var parts ? Text(parts[0])[..(1 + int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture))] : "";

    private void Networks()
    {
        var (pods, services, avoid) = (
            Stated("spec.podNetwork.cidrs", _input.Spec.PodNetwork.Cidrs),
            Stated("spec.serviceNetwork.cidrs", _input.Spec.ServiceNetwork?.Cidrs ?? []),
            Stated("", _input.Spec.PodNetwork.Avoid)
        );
        var cluster = _input
            .Cluster.Services.Select(s => (Bits: Bits(s.Network.ToString()), Source: s.Source.ToString()))
            .Where(c => services.All(s => s.Bits != c.Bits))
            .ToArray();
        foreach (var pod in pods)
        {
            foreach (var service in services)
                Add(Touch(pod.Bits, service.Bits), $"services-overlap {pod.Source}");
            foreach (var service in cluster)
                Add(Touch(pod.Bits, service.Bits), $"cluster-services-overlap {pod.Source}");
            var mask = pod.Bits[0] == '4' ? _input.Spec.PodNetwork.NodeMaskSizes.Ipv4 : _input.Spec.PodNetwork.NodeMaskSizes.Ipv6;
            Add(_input.Addon!.FromNodes && mask < pod.Bits.Length - 1, $"node-mask spec.podNetwork.nodeMaskSizes.ipv{pod.Bits[0]}");
        }

        foreach (var own in pods.Concat(services))
        foreach (var other in avoid)
            Add(Touch(own.Bits, other.Bits), $"avoid-overlap {own.Source}");
        Addresses(pods, services, cluster);
        Families(pods, services, cluster);
    }

    private void Addresses(
        (string Bits, string Source)[] pods,
        (string Bits, string Source)[] services,
        (string Bits, string Source)[] cluster
    )
    {
        foreach (var network in pods.Concat(services).Concat(cluster))
        {
            foreach (var server in _input.Cluster.ApiServers)
                Add(
                    Address(server.Address.ToString()).StartsWith(network.Bits, StringComparison.Ordinal),
                    $"{(pods.Contains(network) ? "api-server" : "api-server-in-services")} {network.Source}"
                );
            foreach (var node in _nodes)
            foreach (var address in node.Addresses)
                Add(
                    Address(address).StartsWith(network.Bits, StringComparison.Ordinal),
                    $"{(pods.Contains(network) ? "node-address" : "node-in-services")} Node {node.Name}"
                );
        }
    }

    private void Families(
        (string Bits, string Source)[] pods,
        (string Bits, string Source)[] services,
        (string Bits, string Source)[] cluster
    )
    {
        foreach (var family in "46")
        {
            Add(services.Any(s => s.Bits[0] == family) && pods.All(p => p.Bits[0] != family), "families spec.serviceNetwork.cidrs");
            Add(
                services.Length == 0 && cluster.Any(s => s.Bits[0] == family) && pods.All(p => p.Bits[0] != family),
                "unserved-family spec.podNetwork.cidrs"
            );
        }
    }

    private void Shares()
    {
        foreach (var node in _nodes)
        {
            var own = Own(node);
            var bad = node.PodCidrs.Any(c => !_bits.ContainsKey(c));
            Add(node.PodCidrs.Count == 0, $"node-without-cidr Node {node.Name}");
            Add(bad, $"node-unreadable-cidr Node {node.Name}");
            foreach (var pod in _input.Spec.PodNetwork.Cidrs.Select(Bits))
            {
                var mask = pod[0] == '4' ? _input.Spec.PodNetwork.NodeMaskSizes.Ipv4 : _input.Spec.PodNetwork.NodeMaskSizes.Ipv6;
                var share = own.FirstOrDefault(s => s[0] == pod[0]);
                Add(share is null && node.PodCidrs.Count > 0 && !bad, $"node-family Node {node.Name}");
                if (share is null)
                    continue;
                Add(!share.StartsWith(pod, StringComparison.Ordinal), $"node-outside Node {node.Name}");
                Add(share.StartsWith(pod, StringComparison.Ordinal) && share.Length - 1 != mask, $"node-share-size Node {node.Name}");
                Add(
                    node.MaxPods
                        > Math.Pow(2, (pod[0] == '4' ? 32 : 128) - (share.Length - 1))
                            - (pod[0] == '4' ? 2 : 1)
                            - _input.Addon!.ReservedPerNode,
                    $"max-pods Node {node.Name}"
                );
            }

            foreach (var other in _nodes.Where(o => o != node))
            foreach (var (mine, theirs) in own.SelectMany(_ => Own(other), (a, b) => (a, b)))
                Add(Touch(mine, theirs), $"{(mine == theirs ? "node-duplicate" : "node-overlap")} Node {node.Name}");
        }
    }

    private void Pools()
    {
        var addon = _input.Addon!;
        var pools = addon.Pools.Select(p => (Pool: p, Bits: Bits(p.Network.ToString()))).ToArray();
        for (var i = 0; i < pools.Length; i++)
            Add(pools[..i].Any(o => Touch(o.Bits, pools[i].Bits)), $"pools-overlap {pools[i].Pool.Subject}");
        if (addon.FromNodes || pools.Length == 0)
            return;
        foreach (var (pool, bits) in pools)
            Add(pool.BlockSize < bits.Length - 1, $"pool-block {pool.Subject}");
        foreach (var (pod, source) in Stated("spec.podNetwork.cidrs", _input.Spec.PodNetwork.Cidrs))
        {
            var family = pools.Where(p => p.Bits[0] == pod[0]).ToArray();
            Add(!Array.Exists(family, p => p.Pool.ForPods), $"family-without-pool {source}");
            var serving = family
                .Where(p => p.Pool is { ForPods: true, IsAutomatic: true } && p.Pool.BlockSize >= p.Bits.Length - 1)
                .ToArray();
            foreach (var node in _nodes)
                Add(!Array.Exists(serving, p => Selects(p.Pool, node)), $"node-without-pool Node {node.Name}");
            foreach (var (pool, _) in serving.Where(p => _nodes.Length > 0 && !Array.Exists(_nodes, n => Selects(p.Pool, n))))
                _found.Add($"pool-without-nodes {pool.Subject}");
        }
    }

    private static bool Selects(AddonPool pool, PlanNode node) =>
        RandomPlans.Selectors.Single(s => s.Text == pool.Selector.Text).Meaning(node.Labels.Value("zone"), node.Labels.Value("rack"));

    private void NodeAddresses()
    {
        foreach (var node in _nodes.Where(n => n.Addresses.Count > 0))
        foreach (var pod in _input.Spec.PodNetwork.Cidrs.Select(Bits))
            Add(node.Addresses.All(a => Address(a)[0] != pod[0]), $"node-address-family Node {node.Name}");
    }

    private string[] Own(PlanNode node) => [.. node.PodCidrs.Where(_bits.ContainsKey).Select(c => _bits[c])];

    private (string Bits, string Source)[] Stated(string field, IReadOnlyList<string> cidrs) =>
        [.. cidrs.Select((c, i) => (Bits(c), $"{field}[{i}]"))];

    private void Add(bool found, string what)
    {
        if (found)
            _found.Add(what);
    }

    private static bool Touch(string a, string b) => a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal);

    private string Bits(string cidr) => _bits.TryGetValue(cidr, out var known) ? known : _bits[cidr] = BitsOf(cidr);

    private string Address(string text) => _bits.TryGetValue(text, out var known) ? known : _bits[text] = Text(text);

    /// <summary>4 or 6, and the bits.</summary>
    private static string Text(string address) =>
        System.Net.IPAddress.Parse(address).GetAddressBytes() is var bytes
            ? (bytes.Length == 4 ? "4" : "6") + string.Concat(bytes.Select(b => $"{b:b8}"))
            : "";
}
