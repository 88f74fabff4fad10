namespace CniOperator.Core.Api;

/// <summary>The conditions of a ClusterNetwork, and reasons that several of them share.</summary>
public static class ConditionTypes
{
    /// <summary>Everything that is asked for is there.</summary>
    public const string Ready = "Ready";

    /// <summary>On the way; only present while true (kstatus).</summary>
    public const string Reconciling = "Reconciling";

    /// <summary>Stuck until someone does something; only present while true (kstatus).</summary>
    public const string Stalled = "Stalled";

    /// <summary>The addresses make sense.</summary>
    public const string AddressPlanValid = "AddressPlanValid";

    /// <summary>Every object is there as rendered.</summary>
    public const string Applied = "Applied";

    /// <summary>No other dataplane is on the nodes.</summary>
    public const string SoleDataplane = "SoleDataplane";

    /// <summary>The dataplane runs on every node that counts.</summary>
    public const string DataplaneAvailable = "DataplaneAvailable";

    /// <summary>What this version does not observe: no agent reports on it.</summary>
    public static IReadOnlyList<string> NotObserved { get; } = ["PodToPod", "KubeletToPod", "Service", "DNS", "MTU", "Coverage"];
}
