using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Notation;

namespace CniOperator.Core.AddressPlan.Nodes;

/// <summary>Networks of a number of nodes by family, in no order.</summary>
internal sealed class NetworkBatch
{
    private NodeNetwork[] _ipv4;
    private NodeNetwork[] _ipv6;
    private int _count4;
    private int _count6;

    // A network of each family for each node is the usual, and then nothing is copied.
    private NetworkBatch(int nodes) => (_ipv4, _ipv6) = (new NodeNetwork[nodes], new NodeNetwork[nodes]);

    internal NodeNetwork[] Ipv4 => Exact(ref _ipv4, _count4);

    internal NodeNetwork[] Ipv6 => Exact(ref _ipv6, _count6);

    internal static NetworkBatch Shares(List<NodeEntry> nodes)
    {
        var batch = new NetworkBatch(nodes.Count);
        foreach (var node in nodes)
        {
            if (node.Ipv4 is { } ipv4)
                batch.Add(ipv4, node);
            if (node.Ipv6 is { } ipv6)
                batch.Add(ipv6, node);
        }

        return batch;
    }

    /// <summary>Addresses, each as a network of one; unreadable ones are left out.</summary>
    internal static NetworkBatch Addresses(List<NodeEntry> nodes)
    {
        var batch = new NetworkBatch(nodes.Count);
        foreach (var node in nodes)
        foreach (var text in node.Node.Addresses)
            if (AddressText.TryRead(text, out var address))
                batch.Add(new IpNetwork(address, address.Family.Width()), node);
        return batch;
    }

    private static NodeNetwork[] Exact(ref NodeNetwork[] networks, int count)
    {
        if (networks.Length != count)
            Array.Resize(ref networks, count);
        return networks;
    }

    private void Add(IpNetwork network, NodeEntry node)
    {
        ref var networks = ref network.Family == IpFamily.IPv4 ? ref _ipv4 : ref _ipv6;
        ref var count = ref network.Family == IpFamily.IPv4 ? ref _count4 : ref _count6;
        if (count == networks.Length)
            Array.Resize(ref networks, Math.Max(4, 2 * count));
        networks[count++] = new NodeNetwork(network, node);
    }
}
