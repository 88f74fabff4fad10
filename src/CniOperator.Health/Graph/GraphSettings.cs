namespace CniOperator.Health.Graph;

/// <summary>What the graph of probes is made by.</summary>
public sealed record GraphSettings
{
    /// <summary>How many peers each node probes, and by how many it is probed: the number of rings.</summary>
    public int PeersPerNode { get; init; } = 8;

    /// <summary>
    /// How many of the rings stay inside a zone, when nodes have zones. The others go through the whole cluster, so that at least
    /// <see cref="PeersPerNode"/> minus this many edges cross every cut each way.
    /// </summary>
    public int ZoneRings { get; init; } = 3;

    /// <summary>How many further nodes each node probes in a round.</summary>
    public int RoamingPerRound { get; init; } = 10;
}
