namespace CniOperator.Runtime.Abstractions;

/// <summary>Whether replicas elect one of them to do the work.</summary>
public enum LeaderElectionType
{
    /// <summary>No election: this process always works. For one replica, or a local run.</summary>
    None,

    /// <summary>One Lease; its holder runs all controllers.</summary>
    Single,
}
