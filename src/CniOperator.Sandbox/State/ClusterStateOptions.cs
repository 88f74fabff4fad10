namespace CniOperator.Sandbox.State;

/// <summary>What a cluster's storage starts with.</summary>
public sealed record ClusterStateOptions
{
    /// <summary>Where Services get their addresses from; one range per IP family, the first is the primary one.</summary>
    public IReadOnlyList<string> ServiceCidrs { get; init; } = ["10.96.0.0/12"];

    /// <summary>How many changes each resource remembers. A watch or a page that needs an older one is answered 410 Expired.</summary>
    public int HistoryLength { get; init; } = 10_000;

    /// <summary>Seeds uids and generated names, so that a run can be repeated.</summary>
    public int Seed { get; init; } = 1;
}
