namespace CniOperator.Benchmarks.Reconcile;

/// <summary>How far a pod of a <see cref="StillCluster"/> is.</summary>
internal enum PodState
{
    /// <summary>It runs.</summary>
    Ready,

    /// <summary>It has not started yet.</summary>
    Starting,

    /// <summary>It crashes, and has last words.</summary>
    Failing,
}
