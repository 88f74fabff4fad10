namespace CniOperator.Core.Api;

/// <summary>What the operator saw. Bounded: lists hold at most 50 entries and say what they left out.</summary>
public sealed record ClusterNetworkStatus
{
    /// <summary>The generation that this status speaks of; -1 until the operator has looked.</summary>
    public long ObservedGeneration { get; init; } = -1;

    /// <summary>The provider in use.</summary>
    public string? Provider { get; init; }

    /// <summary>The resolved version.</summary>
    public string? Version { get; init; }

    /// <summary>The resolved MTU of pods in bytes.</summary>
    public int? Mtu { get; init; }

    /// <summary>Conditions, kstatus-conformant.</summary>
    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    /// <summary>What was found about the addresses.</summary>
    public AddressPlanStatus? AddressPlan { get; init; }

    /// <summary>How far the dataplane's pods are.</summary>
    public RolloutStatus? Rollout { get; init; }

    /// <summary>What the network gives beyond moving packets.</summary>
    public IReadOnlyList<NetworkRequirement> NetworkModel { get; init; } = [];

    /// <summary>What was applied.</summary>
    public AppliedStatus? Applied { get; init; }
}

/// <summary>One thing that a network may give.</summary>
/// <param name="Requirement">Its name: <c>NetworkPolicy</c>, <c>Encryption</c>.</param>
/// <param name="Status"><c>True</c>, <c>False</c> or <c>Unknown</c>.</param>
/// <param name="Message">By what, or why not.</param>
public sealed record NetworkRequirement(string Requirement, string Status, string Message);

/// <summary>One condition, shaped as <c>metav1.Condition</c>.</summary>
/// <param name="Type">Its type in CamelCase.</param>
/// <param name="Status"><c>True</c>, <c>False</c> or <c>Unknown</c>.</param>
/// <param name="Reason">A stable CamelCase word for machines.</param>
/// <param name="Message">What a person can act on.</param>
/// <param name="ObservedGeneration">The generation that the condition speaks of.</param>
/// <param name="LastTransitionTime">When <paramref name="Status"/> last changed; RFC 3339, whole seconds, UTC.</param>
public sealed record Condition(
    string Type,
    string Status,
    string Reason,
    string Message,
    long ObservedGeneration,
    DateTimeOffset LastTransitionTime
);

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

/// <summary>A finding as status shows it.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Severity"><c>Info</c>, <c>Warning</c> or <c>Error</c>.</param>
/// <param name="Subject">A field path or an object.</param>
/// <param name="Message">What is wrong and why.</param>
/// <param name="Fix">What to do.</param>
/// <param name="Acknowledged">Accepted through <c>spec.acknowledge</c>.</param>
public sealed record FindingStatus(string Rule, string Severity, string Subject, string Message, string Fix, bool Acknowledged);

/// <summary>How far the dataplane's pods are.</summary>
public sealed record RolloutStatus
{
    /// <summary><c>Pending</c>, <c>Progressing</c>, <c>Complete</c> or <c>Stalled</c>.</summary>
    public string Phase { get; init; } = "Pending";

    /// <summary>Pods that should run.</summary>
    public int Desired { get; init; }

    /// <summary>Pods of the current template.</summary>
    public int Updated { get; init; }

    /// <summary>Pods that are ready.</summary>
    public int Ready { get; init; }

    /// <summary>Pods that should run but are not available.</summary>
    public int Unavailable { get; init; }

    /// <summary>Nodes whose pod failed.</summary>
    public int FailedNodes { get; init; }

    /// <summary><c>ready/desired</c>, for the printer column.</summary>
    public string? Nodes { get; init; }

    /// <summary>What keeps pods from running.</summary>
    public IReadOnlyList<RolloutProblem> Problems { get; init; } = [];

    /// <summary>How many problems were left out.</summary>
    public int? ProblemsOmitted { get; init; }
}

/// <summary>One pod that does not run.</summary>
/// <param name="Node">Its node.</param>
/// <param name="Pod">The pod.</param>
/// <param name="Reason">The kubelet's or scheduler's reason.</param>
/// <param name="Message">Their message, shortened.</param>
public sealed record RolloutProblem(string Node, string Pod, string Reason, string Message);

/// <summary>What was applied.</summary>
/// <param name="Objects">How many objects.</param>
/// <param name="Hash">A hash over all of them.</param>
/// <param name="LastChange">When the set last changed.</param>
public sealed record AppliedStatus(int Objects, string Hash, DateTimeOffset LastChange);
