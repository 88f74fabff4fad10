using System.Collections.Immutable;
using System.Net;

namespace CniOperator.Sandbox.Nodes;

/// <summary>
/// One simulated machine: what exists of a node outside of the API. Written by the kubelet loop only, except <see cref="Running"/>.
/// </summary>
internal sealed class NodeMachine(string name, IReadOnlyList<string> addresses)
{
    private readonly Dictionary<string, ImmutableArray<string>> _addressesByPod = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);
    private volatile bool _running = true;
    private int _rebooted;

    public string Name { get; } = name;

    /// <summary>InternalIP addresses, IPv4 first.</summary>
    public IReadOnlyList<string> Addresses { get; } = addresses;

    /// <summary>False while the machine is down: no kubelet, no heartbeat.</summary>
    public bool Running
    {
        get => _running;
        set => _running = value;
    }

    /// <summary>A kubelet registers its Node once; one that an administrator deletes stays deleted until the kubelet restarts.</summary>
    public bool Registered { get; set; }

    /// <summary>The uid of the Node that it joined as; empty before.</summary>
    public string NodeUid { get; set; } = "";

    /// <summary>Which of the nodes that ever joined it is, counted from one; 0 before it joins.</summary>
    public int JoinedAs { get; set; }

    /// <summary>
    /// How many of the nodes that ever joined its network's daemon knows. One whose token is refused keeps the routes that it has.
    /// </summary>
    public int Knows { get; set; }

    /// <summary>It has the tunnels over which its network goes to other nodes; always true of one that needs none.</summary>
    public bool HasTunnels { get; set; } = true;

    public NodeDisk Disk { get; set; } = NodeDisk.Empty;

    public Dictionary<string, TrackedPod> Pods { get; } = new(StringComparer.Ordinal);

    public List<NodeEffect> Pending { get; } = [];

    public DateTimeOffset LeaseDue { get; set; } = DateTimeOffset.MinValue;

    /// <summary>Marks the machine as started again; the kubelet loop acts on it.</summary>
    public void Reboot() => Interlocked.Exchange(ref _rebooted, 1);

    /// <summary>True once after a reboot: what lay under /run (a tmpfs) is gone by then.</summary>
    public bool TakeReboot()
    {
        if (Interlocked.Exchange(ref _rebooted, 0) == 0)
            return false;
        Disk = Disk with { Files = Disk.Files.RemoveRange(Disk.Files.Keys.Where(f => f.StartsWith("/run/", StringComparison.Ordinal))) };
        return true;
    }

    /// <summary>
    /// The next free address of each range, as host-local hands them out: ascending, the first two belong to the network and the bridge.
    /// </summary>
    public ImmutableArray<string> TakeAddresses(string podUid, IEnumerable<string> ranges)
    {
        if (_addressesByPod.TryGetValue(podUid, out var known))
            return known;
        ImmutableArray<string> taken = [.. ranges.Select(Take).OfType<string>()];
        return _addressesByPod[podUid] = taken;
    }

    public void Forget(string podUid)
    {
        Pods.Remove(podUid);
        if (_addressesByPod.Remove(podUid, out var addresses))
            _taken.ExceptWith(addresses);
    }

    private string? Take(string range)
    {
        if (!IPNetwork.TryParse(range, out var network))
            return null;
        var bits = (network.BaseAddress.GetAddressBytes().Length * 8) - network.PrefixLength;
        var size = bits >= 16 ? 65536 : 1 << bits;
        for (var tries = 0; tries < size; tries++)
        {
            var offset = _next.GetValueOrDefault(range, 2);
            _next[range] = offset + 1 >= size - 1 ? 2 : offset + 1;
            var address = Addressing.Add(network.BaseAddress, (UInt128)offset).ToString();
            if (_taken.Add(address))
                return address;
        }

        return null;
    }
}
