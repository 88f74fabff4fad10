namespace CniOperator.Sandbox.Nodes;

/// <summary>What a container's process does once it is started.</summary>
internal sealed record ProcessStart
{
    /// <summary>Runs until it is stopped and answers every probe.</summary>
    public static readonly ProcessStart Forever = new();

    /// <summary>Null while it runs forever; otherwise what it exits with.</summary>
    public int? ExitCode { get; init; }

    public string Log { get; init; } = "";

    /// <summary>The node's files afterwards; null leaves them as they are.</summary>
    public NodeDisk? Disk { get; init; }

    /// <summary>What it writes to its Node object.</summary>
    public NodeEffect? Effect { get; init; }

    /// <summary>Paths it serves by port; null answers everything, an absent port refuses connections, an absent path gives 404.</summary>
    public IReadOnlyDictionary<long, IReadOnlySet<string>>? Serves { get; init; }
}
