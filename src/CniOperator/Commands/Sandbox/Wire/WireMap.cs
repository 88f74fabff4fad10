using CniOperator.Core.Connectivity;
using CniOperator.Health.Peers;
using CniOperator.Health.Reports;

namespace CniOperator.Commands.Sandbox.Wire;

/// <summary>Who has which address, as of one moment; never changed once made.</summary>
internal sealed record WireMap
{
    private const ushort DnsPort = 53;

    /// <summary>The agents' and other pods' own addresses, and the nodes'.</summary>
    internal IReadOnlyDictionary<PeerAddress, WirePlace> Places { get; init; } = new Dictionary<PeerAddress, WirePlace>();

    /// <summary>Services of agents: their addresses, and the agent that is behind them, on the client's own node or on any.</summary>
    internal IReadOnlyDictionary<PeerAddress, (AgentRole Role, bool IsLocal)> Services { get; init; } =
        new Dictionary<PeerAddress, (AgentRole, bool)>();

    /// <summary>The nodes that have a canary, by name.</summary>
    internal IReadOnlyList<string> Canaries { get; init; } = [];

    /// <summary>The pods of the cluster DNS.</summary>
    internal IReadOnlyDictionary<PeerAddress, WirePlace> DnsPods { get; init; } = new Dictionary<PeerAddress, WirePlace>();

    /// <summary>The addresses of its Service.</summary>
    internal IReadOnlySet<PeerAddress> DnsService { get; init; } = new HashSet<PeerAddress>();

    /// <summary>Where the operator takes reports.</summary>
    internal IReadOnlySet<(PeerAddress Address, ushort Port)> Operator { get; init; } = new HashSet<(PeerAddress, ushort)>();

    /// <summary>Where what is sent to an address ends; <c>null</c> for nowhere.</summary>
    /// <param name="from">Who sends.</param>
    /// <param name="address">To which address.</param>
    /// <param name="port">And port.</param>
    /// <param name="rules">What is broken.</param>
    /// <param name="chance">A number from 0 to 1, drawn for this datagram.</param>
    internal WirePlace? Find(WirePlace from, PeerAddress address, ushort port, WireRules rules, double chance)
    {
        if (address == PeerAddress.Of("127.0.0.1"))
            return from;
        if (Operator.Contains((address, port)))
            return WirePlace.Operator;
        if (port == DnsPort)
            return rules.HasDns ? FindDns(from, address, rules) : null;
        // What a NetworkPolicy denies: on this wire each network keeps it closed.
        if (port == AgentNames.DeniedPort)
            return null;
        if (Services.TryGetValue(address, out var service))
            return rules.HasServices(from.Node) ? new WirePlace(service.IsLocal ? from.Node : Any(chance), service.Role) : null;
        return Places.TryGetValue(address, out var place) ? place : null;
    }

    private WirePlace? FindDns(WirePlace from, PeerAddress address, WireRules rules)
    {
        if (DnsPods.TryGetValue(address, out var pod))
            return pod;
        if (!DnsService.Contains(address) || !rules.HasServices(from.Node))
            return null;
        foreach (var behind in DnsPods.Values)
            return behind;
        return null;
    }

    /// <summary>The node that a connection to the Service of all canaries ends on: any, as with kube-proxy.</summary>
    private string Any(double chance) => Canaries.Count == 0 ? "" : Canaries[Math.Min(Canaries.Count - 1, (int)(chance * Canaries.Count))];
}
