namespace CniOperator.Core.Observation;

/// <summary>What a watch is for, and so how much of each object is kept.</summary>
public enum WatchPurpose
{
    /// <summary>The records and the little else that is in the operator's namespace.</summary>
    Records,

    /// <summary>Objects that are, or were, rendered.</summary>
    Inventory,

    /// <summary>Pods of the dataplane.</summary>
    Pods,

    /// <summary>Events that a pod's sandbox could not be made; without them less is said.</summary>
    SandboxFailures,

    /// <summary>Secrets that a spec refers to.</summary>
    Secrets,

    /// <summary>The Services' networks; not every API server serves them, and there are other sources.</summary>
    ServiceCidrs,

    /// <summary>An object that runs already and waits to be taken over: what is done to it is seen at once.</summary>
    Untaken,

    /// <summary>The addon's pools, those of others included; without them the address plan says less.</summary>
    Pools,

    /// <summary>The blocks that nodes took out of them; as above.</summary>
    Blocks,

    /// <summary>A DaemonSet that an addon looks up.</summary>
    Lookup,

    /// <summary>What kubelets say of probes that fail; without it, a message says less.</summary>
    ProbeEvents,
}
