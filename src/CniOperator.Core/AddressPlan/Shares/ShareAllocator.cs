using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Core.AddressPlan.Shares;

/// <summary>
/// Assigns node subnets as kube-controller-manager does to Nodes that come one after the other
/// (<c>pkg/controller/nodeipam/ipam/cidrset</c>): the next free one, upwards, and from the start again after the last.
/// A restart of it begins at the start.
/// </summary>
public sealed class ShareAllocator
{
    private readonly HashSet<UInt128> _taken = [];
    private readonly UInt128 _last;
    private UInt128 _next;

    /// <summary>Of a pod network, with shares that are taken already.</summary>
    /// <param name="pods">The pod network of one family.</param>
    /// <param name="nodeMask">The prefix length of a share; not below the pod network's.</param>
    /// <param name="taken">
    /// Shares that nodes have. Those outside of the pod network do not count; a larger one takes every share in it, up to 65,536.
    /// </param>
    public ShareAllocator(IpNetwork pods, int nodeMask, IEnumerable<IpNetwork>? taken = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nodeMask, pods.PrefixLength);
        Pods = pods;
        NodeMask = nodeMask;
        _last = pods.IndexOf(pods.Last, nodeMask);
        foreach (var network in taken ?? [])
            Take(network);
    }

    /// <summary>The pod network.</summary>
    public IpNetwork Pods { get; }

    /// <summary>The prefix length of a share.</summary>
    public int NodeMask { get; }

    /// <summary>The share that the next Node gets; <c>null</c> when none is left.</summary>
    public IpNetwork? Next()
    {
        // With n shares taken, one of any n + 1 in a row is free, unless there are no more than n.
        if (_last < (UInt128)_taken.Count)
            return null;
        while (!_taken.Add(_next))
            _next = After(_next);
        var share = Pods.Subnet(_next, NodeMask);
        _next = After(_next);
        return share;
    }

    private UInt128 After(UInt128 index) => index == _last ? UInt128.Zero : index + 1;

    private void Take(IpNetwork network)
    {
        if (!network.Overlaps(Pods))
            return;
        var (from, to) = network.Contains(Pods)
            ? (UInt128.Zero, _last)
            : (Pods.IndexOf(network.First, NodeMask), Pods.IndexOf(network.Last, NodeMask));
        for (var index = from; index - from < 65_536; index++)
        {
            _taken.Add(index);
            if (index == to)
                break;
        }
    }
}
