using CniOperator.Health.Peers;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;

namespace CniOperator.Health.Collecting;

/// <summary>What the agents of all nodes probe besides each other: Services, DNS, policies.</summary>
public sealed record TargetAddresses
{
    private static readonly AddressFamily[] Families = [AddressFamily.IPv4, AddressFamily.IPv6];

    /// <summary>The Service of all canaries; none while it has no addresses.</summary>
    public AddressPair CanaryService { get; init; }

    /// <summary>The Service that leads to the canary of the client's own node.</summary>
    public AddressPair LocalCanaryService { get; init; }

    /// <summary>The Service that leads to the echo of the client's own node.</summary>
    public AddressPair LocalEchoService { get; init; }

    /// <summary>The port of these Services, and of the agents.</summary>
    public required ushort Port { get; init; }

    /// <summary>The port of an echo that a NetworkPolicy keeps closed; 0 where none is enforced, and policies are not probed.</summary>
    public ushort DeniedPort { get; init; }

    /// <summary>The Service of the cluster DNS.</summary>
    public AddressPair DnsService { get; init; }

    /// <summary>The Service's port for UDP.</summary>
    public ushort DnsPort { get; init; } = 53;

    /// <summary>The pods of the cluster DNS that are ready.</summary>
    public IReadOnlyList<DnsPod> DnsPods { get; init; } = [];

    /// <summary>A name that the cluster DNS knows, in full; empty in a cluster without DNS.</summary>
    public string DnsName { get; init; } = "";

    /// <summary>The targets of one agent.</summary>
    /// <param name="node">The agent's node.</param>
    /// <param name="role">Which of the node's agents.</param>
    /// <param name="others">How many other nodes there are.</param>
    public IReadOnlyList<ProbeTarget> Of(DeskNode node, AgentRole role, int others)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (role == AgentRole.Echo)
            return [];
        var targets = new List<ProbeTarget>(8);
        foreach (var family in Families)
        {
            if (role == AgentRole.Prober)
                Add(targets, ProbeKind.HostToService, CanaryService[family], Port);
            else
                AddForCanary(targets, node, family, others);
        }

        return targets;
    }

    /// <summary>What differs when a list with these targets differs.</summary>
    internal ulong Print(DeskNode node)
    {
        var print = Prints.Mix(Prints.Mix(Prints.Mix(0, CanaryService), LocalCanaryService), LocalEchoService);
        print = Prints.Mix(Prints.Mix(print, ((ulong)Port << 32) | ((ulong)DeniedPort << 16) | DnsPort), DnsService);
        print = Prints.Mix(print, DnsName);
        foreach (var family in Families)
            print = PodOf(node, family) is { } pod ? Prints.Mix(Prints.Mix(print, pod.Address), pod.Port) : print;
        return print;
    }

    private void AddForCanary(List<ProbeTarget> targets, DeskNode node, AddressFamily family, int others)
    {
        Add(targets, ProbeKind.ServiceLocal, LocalEchoService[family], Port);
        Add(targets, ProbeKind.ServiceHairpin, LocalCanaryService[family], Port);
        // On the only node it would lead to the one who asks, and be a second hairpin.
        if (others > 0)
            Add(targets, ProbeKind.ServiceRemote, CanaryService[family], Port);
        if (DnsName.Length > 0)
        {
            Add(targets, ProbeKind.DnsByService, DnsService[family], DnsPort);
            if (PodOf(node, family) is { } pod)
                Add(targets, ProbeKind.DnsDirect, pod.Address, pod.Port);
        }

        if (DeniedPort == 0)
            return;
        Add(targets, ProbeKind.PolicyAllowed, node.Echo[family], Port);
        Add(targets, ProbeKind.PolicyDenied, node.Echo[family], DeniedPort);
    }

    /// <summary>
    /// The pod that a node asks: each node another, so that all of them are asked, and another one only when that pod is gone or a better
    /// one came (rendezvous hashing), so that a pod that goes changes the lists of those alone who asked it.
    /// </summary>
    private DnsPod? PodOf(DeskNode node, AddressFamily family)
    {
        var (best, found) = (0UL, (DnsPod?)null);
        for (var i = 0; i < DnsPods.Count; i++)
        {
            if (DnsPods[i].Address.Family != family)
                continue;
            var rank = Prints.Mix(Prints.Mix(node.IdPrint, DnsPods[i].Address), DnsPods[i].Port);
            if (found is null || rank > best)
                (best, found) = (rank, DnsPods[i]);
        }

        return found;
    }

    private static void Add(List<ProbeTarget> targets, ProbeKind kind, PeerAddress address, ushort port)
    {
        if (address.IsSome)
            targets.Add(new ProbeTarget(kind, address, port));
    }
}
