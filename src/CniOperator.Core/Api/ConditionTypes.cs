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

    /// <summary>Pods reach pods, on their own node and on others.</summary>
    public const string PodToPod = "PodToPod";

    /// <summary>Kubelets reach the pods of their nodes.</summary>
    public const string KubeletToPod = "KubeletToPod";

    /// <summary>Services lead to their pods.</summary>
    public const string Service = "Service";

    /// <summary>The cluster DNS answers.</summary>
    public const string DNS = "DNS";

    /// <summary>Packets of the pods' MTU get through.</summary>
    public const string MTU = "MTU";

    /// <summary>Every node is watched by enough others, and says what it sees.</summary>
    public const string Coverage = "Coverage";

    /// <summary>Those that health agents tell, in the order of <see cref="CniOperator.Health.Verdicts.HealthArea"/>.</summary>
    public static IReadOnlyList<string> Connectivity { get; } = [PodToPod, KubeletToPod, Service, DNS, MTU, Coverage];
}
