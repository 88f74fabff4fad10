using CniOperator.Core.AddressPlan.Capacity;
using CniOperator.Core.AddressPlan.Examination;
using CniOperator.Core.Findings;

namespace CniOperator.Controllers;

/// <summary>What metrics say of one network: what was last seen of it, and what was done for it since the process started.</summary>
internal sealed record NetworkSample
{
    /// <summary>Objects that were applied.</summary>
    public long Applied { get; init; }

    /// <summary>Requests for single objects that failed.</summary>
    public long Failures { get; init; }

    /// <summary>Objects that others had changed or deleted, and that were restored.</summary>
    public long Repaired { get; init; }

    /// <summary>Dataplane pods that should run; <c>null</c> before the network was looked at.</summary>
    public double? Desired { get; init; }

    /// <summary>Dataplane pods that are ready; <c>null</c> before the network was looked at.</summary>
    public double? Ready { get; init; }

    /// <summary>The address plan's room; <c>null</c> if it is not known.</summary>
    public PlanCapacity? Capacity { get; init; }

    /// <summary>Nodes by the state of their share; <c>null</c> if they are not known.</summary>
    public PlanNodeStates? Nodes { get; init; }

    /// <summary>What health agents prove; <c>null</c> while connectivity is not observed.</summary>
    public ConnectivitySample? Connectivity { get; init; }

    /// <summary>Findings that are not acknowledged, by severity; <c>null</c> before the network was looked at.</summary>
    public IReadOnlyDictionary<Severity, int>? Findings { get; init; }
}
