namespace CniOperator.Core.Api;

/// <summary>How connectivity is checked.</summary>
public sealed record HealthSettings
{
    /// <summary>Whether it is checked at all.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Seconds between rounds.</summary>
    public int IntervalSeconds { get; init; } = 10;

    /// <summary>How many other nodes each node probes.</summary>
    public int PeersPerNode { get; init; } = 8;
}
