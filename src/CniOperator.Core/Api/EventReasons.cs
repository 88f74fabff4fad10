namespace CniOperator.Core.Api;

/// <summary>
/// The reasons of Events on a ClusterNetwork, besides those of a Stalled condition, which become Events too. <c>docs/conditions.md</c>
/// lists
/// them; a test holds both equal.
/// </summary>
public static class EventReasons
{
    /// <summary>It became Ready.</summary>
    public const string Ready = "Ready";

    /// <summary>It was Ready and is so no longer.</summary>
    public const string NotReady = "NotReady";

    /// <summary>Objects were created or changed because the spec asks for it.</summary>
    public const string Applied = "Applied";

    /// <summary>An object that someone had changed or deleted was restored.</summary>
    public const string DriftRepaired = "DriftRepaired";

    /// <summary>Data went with an object that was deleted.</summary>
    public const string DataLost = "DataLost";

    /// <summary>The dataplane did not act on an applied object, which was written again.</summary>
    public const string EffectMissing = "EffectMissing";

    /// <summary>Another controller changes an object back each time it is restored.</summary>
    public const string Contested = "Contested";

    /// <summary>Another dataplane runs on the nodes.</summary>
    public const string SecondDataplane = "SecondDataplane";

    /// <summary>Pods of the dataplane were deleted, so that their controllers make them again.</summary>
    public const string PodsRestarted = "PodsRestarted";

    /// <summary>Pods run that the network before this one started.</summary>
    public const string FormerPods = "FormerPods";

    /// <summary>Objects that are no longer rendered were deleted.</summary>
    public const string Pruned = "Pruned";

    /// <summary>Objects were deleted, their pods left running, to create them again with a field that cannot be changed.</summary>
    public const string Replaced = "Replaced";

    /// <summary>Objects were deleted with their ClusterNetwork.</summary>
    public const string Removed = "Removed";

    /// <summary>The dataplane is gone; what stays is listed.</summary>
    public const string Uninstalled = "Uninstalled";

    /// <summary>On a node: it has no podCIDRs, so that no pod gets an address there.</summary>
    public const string PodCIDRMissing = "PodCIDRMissing";

    /// <summary>On a node: it has podCIDRs, but none of a family of the pod network.</summary>
    public const string PodCIDRFamilyMissing = "PodCIDRFamilyMissing";

    /// <summary>On a node: its podCIDR lies outside of the pod network.</summary>
    public const string PodCIDROutside = "PodCIDROutside";

    /// <summary>On a node: its podCIDR is another node's too.</summary>
    public const string PodCIDRDuplicate = "PodCIDRDuplicate";

    /// <summary>On a node: its podCIDR and another node's contain one another.</summary>
    public const string PodCIDROverlaps = "PodCIDROverlaps";

    /// <summary>On a node: its podCIDRs cannot be read, or are two of one family.</summary>
    public const string PodCIDRUnreadable = "PodCIDRUnreadable";

    /// <summary>On a node: no pool of the addon serves it.</summary>
    public const string AddressPoolMissing = "AddressPoolMissing";

    /// <summary>On a node: its podCIDR has not the size that the spec says.</summary>
    public const string PodCIDRSize = "PodCIDRSize";

    /// <summary>On a node: an address of it lies in the pod network.</summary>
    public const string AddressInPodNetwork = "AddressInPodNetwork";

    /// <summary>On a node: an address of it lies in the Services' network.</summary>
    public const string AddressInServiceNetwork = "AddressInServiceNetwork";

    /// <summary>Something does not reach something: a verdict of the health agents' reports.</summary>
    public const string ConnectivityLost = "ConnectivityLost";

    /// <summary>A verdict is over.</summary>
    public const string ConnectivityRestored = "ConnectivityRestored";

    /// <summary>The ClusterNetwork goes and its dataplane stays.</summary>
    public const string Retained = "Retained";
}
