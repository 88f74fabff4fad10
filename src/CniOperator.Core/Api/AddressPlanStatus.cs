namespace CniOperator.Core.Api;

/// <summary>The address plan as far as it is known.</summary>
public sealed record AddressPlanStatus
{
    /// <summary>How many nodes the pod network has room for; <c>null</c> when it cannot be told, as the following.</summary>
    public long? CapacityNodes { get; init; }

    /// <summary>How many nodes have their share.</summary>
    public long? AllocatedNodes { get; init; }

    /// <summary>For how many more nodes there is room.</summary>
    public long? FreeNodes { get; init; }

    /// <summary>How many pods a node's share has addresses for.</summary>
    public long? PodsPerNode { get; init; }

    /// <summary>The share of the pod network in use, in percent, rounded down; above 100 when more nodes are there than fit.</summary>
    public int? UtilizationPercent { get; init; }

    /// <summary>What is wrong or worth knowing.</summary>
    public IReadOnlyList<FindingStatus> Findings { get; init; } = [];

    /// <summary>How many findings were left out.</summary>
    public int? FindingsOmitted { get; init; }
}
