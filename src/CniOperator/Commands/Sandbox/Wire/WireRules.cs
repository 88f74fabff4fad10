namespace CniOperator.Commands.Sandbox.Wire;

/// <summary>Whether one datagram passes one way, by what is broken. Pure.</summary>
/// <param name="faults">What is broken.</param>
internal sealed class WireRules(IReadOnlyList<WireFault> faults)
{
    // What is lost in the lab has 1,400 bytes on the underlay, of which VXLAN takes 50.
    private const int LongestPassing = 1350;
    private const double LossShare = 0.3;

    /// <summary>Nothing is broken.</summary>
    internal static WireRules Intact { get; } = new([]);

    /// <summary>A datagram passes.</summary>
    /// <param name="from">From where.</param>
    /// <param name="to">To where.</param>
    /// <param name="size">Bytes of the IP packet.</param>
    /// <param name="chance">A number from 0 to 1, drawn for this datagram.</param>
    internal bool Passes(WirePlace from, WirePlace to, int size, double chance)
    {
        if (from == to)
            return !Has(WireFault.NodeDown, from.Node);
        foreach (var fault in faults)
        {
            var (leaves, arrives) = (fault.Node == from.Node, fault.Node == to.Node);
            if ((leaves || arrives) && Stops(fault, from, to, size, chance, leaves && arrives, arrives))
                return false;
        }

        return true;
    }

    /// <summary>Rules for Services are there on the node.</summary>
    internal bool HasServices(string node) => !Has(WireFault.ProxyRulesGone, node);

    /// <summary>The cluster DNS answers.</summary>
    internal bool HasDns => !Has(WireFault.DnsDown, "");

    /// <summary>The kubelet's probes reach the canary of its node.</summary>
    internal bool KubeletReaches(string node) =>
        !Has(WireFault.KubeletBlocked, node) && !Has(WireFault.VethGone, node) && !Has(WireFault.NodeDown, node);

    private static bool Stops(WireFault fault, WirePlace from, WirePlace to, int size, double chance, bool isLocal, bool arrives)
    {
        // Pods of two nodes, and hosts with pods of others, use the overlay; what goes to the operator does not.
        var isOverlay = !isLocal && from.Node.Length > 0 && to.Node.Length > 0 && !(from.IsHost && to.IsHost);
        return fault.Name switch
        {
            WireFault.NodeDown => true,
            WireFault.OverlayBlocked => isOverlay,
            WireFault.OverlayOneWay => isOverlay && arrives,
            WireFault.MtuBlackHole => isOverlay && size > LongestPassing,
            WireFault.Loss => isOverlay && arrives && chance < LossShare,
            // What is forwarded there: what its pods send to or get from elsewhere. Pods of one bridge reach each other.
            WireFault.ForwardDrop => !isLocal && (arrives ? !to.IsHost : !from.IsHost),
            WireFault.VethGone => (fault.Node == from.Node && from.IsCanary) || (arrives && to.IsCanary),
            _ => false,
        };
    }

    private bool Has(string name, string node)
    {
        foreach (var fault in faults)
        {
            if (fault.Name == name && fault.Node == node)
                return true;
        }

        return false;
    }
}
