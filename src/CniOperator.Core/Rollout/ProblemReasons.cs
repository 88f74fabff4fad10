namespace CniOperator.Core.Rollout;

/// <summary>
/// The reasons in <c>status.rollout.problems</c> that this operator chooses itself; the others are the kubelet's. <c>docs/conditions.md</c>
/// lists them; a test holds both equal.
/// </summary>
public static class ProblemReasons
{
    /// <summary>The node's kubelet does not report.</summary>
    public const string NodeUnreachable = "NodeUnreachable";

    /// <summary>The dataplane runs on the node, and the node says that pods get no network.</summary>
    public const string NodeNotServed = "NodeNotServed";

    /// <summary>The address plan leaves the node without addresses for its pods.</summary>
    public const string NodeWithoutShare = "NodeWithoutShare";

    /// <summary>The node is not ready, for another reason than its network.</summary>
    public const string NodeNotReady = "NodeNotReady";

    /// <summary>A pod lives by a token of a ServiceAccount that was recreated since.</summary>
    public const string AccountReplaced = "AccountReplaced";

    /// <summary>A node that counts has no pod.</summary>
    public const string NoPod = "NoPod";

    /// <summary>A pod that is being deleted does not go.</summary>
    public const string Terminating = "Terminating";

    /// <summary>A pod failed as a whole, and the kubelet gave no reason.</summary>
    public const string Failed = "Failed";

    /// <summary>No node takes the pod.</summary>
    public const string Unschedulable = "Unschedulable";

    /// <summary>A container ended with an error, and the kubelet gave no reason.</summary>
    public const string Error = "Error";

    /// <summary>A pod runs but is not ready for long.</summary>
    public const string NotReady = "NotReady";

    /// <summary>A pod that is not the dataplane's gets no network: the plugin fails.</summary>
    public const string FailedCreatePodSandBox = "FailedCreatePodSandBox";

    /// <summary>A pod does not start for long.</summary>
    public const string ContainerCreating = "ContainerCreating";
}
