namespace CniOperator.Health.Peers;

/// <summary>What one agent is told to probe.</summary>
public sealed record PeerList
{
    /// <summary>Grows with each change; 0 is none.</summary>
    public required ulong Version { get; init; }

    /// <summary>The id of the agent's own node: an agent knows its node's name, and no uid.</summary>
    public required NodeId Node { get; init; }

    /// <summary>How often.</summary>
    public ProbeSettings Settings { get; init; } = new();

    /// <summary>The canary of the agent's own node, which the prober probes.</summary>
    public AddressPair Canary { get; init; }

    /// <summary>The second canary of the agent's own node.</summary>
    public AddressPair Echo { get; init; }

    /// <summary>The fixed edges.</summary>
    public IReadOnlyList<Peer> Fixed { get; init; } = [];

    /// <summary>Services, DNS, policies.</summary>
    public IReadOnlyList<ProbeTarget> Targets { get; init; } = [];

    /// <summary>A name that the cluster's DNS resolves, in full; empty in a cluster without DNS.</summary>
    public string DnsName { get; init; } = "";

    /// <summary>How many other nodes stand on ring 0.</summary>
    public int Others { get; init; }
}
