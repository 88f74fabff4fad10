namespace CniOperator.Core.Decisions;

/// <summary>
/// The reasons of Events on a ClusterNetwork, besides those of a Stalled condition, which become Events too. <c>docs/conditions.md</c> lists
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

    /// <summary>Objects that are rendered no longer were deleted.</summary>
    public const string Pruned = "Pruned";

    /// <summary>Objects were deleted with their ClusterNetwork.</summary>
    public const string Removed = "Removed";

    /// <summary>The dataplane is gone; what stays is listed.</summary>
    public const string Uninstalled = "Uninstalled";

    /// <summary>On a node: it has no podCIDRs, so that no pod gets an address there.</summary>
    public const string PodCIDRMissing = "PodCIDRMissing";

    /// <summary>On a node: what else the address plan finds.</summary>
    public const string AddressPlanViolated = "AddressPlanViolated";

    /// <summary>The reason for a rule of the address plan.</summary>
    internal static string OfNode(string rule) => rule == "" ? PodCIDRMissing : AddressPlanViolated;

    /// <summary>The ClusterNetwork goes and its dataplane stays.</summary>
    public const string Retained = "Retained";
}
