namespace CniOperator.Sandbox.Nodes;

/// <summary>What goes wrong on purpose.</summary>
public enum NodeFaultKind
{
    /// <summary>The image cannot be pulled: ErrImagePull, then ImagePullBackOff.</summary>
    ImagePull,

    /// <summary>The container exits with code 1 soon after its start: CrashLoopBackOff.</summary>
    Crash,

    /// <summary>The container runs but its readiness probe never succeeds.</summary>
    NeverReady,

    /// <summary>Everything takes <see cref="NodeFault.Factor"/> times as long.</summary>
    Slow,

    /// <summary>
    /// The node gets <see cref="NodeFault.PodCidrs"/> in place of its range of the pod network, when it joins: kube-controller-manager does
    /// not allocate, or another one does.
    /// </summary>
    PodCidrs,

    /// <summary>
    /// The kubelet says that the node is not ready, with <see cref="NodeFault.Message"/> for the reason; what runs there goes on.
    /// </summary>
    NotReady,

    /// <summary>The node's kernel lacks the module that <see cref="NodeFault.Message"/> names.</summary>
    MissingModule,
}
