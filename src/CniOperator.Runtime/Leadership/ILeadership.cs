namespace CniOperator.Runtime.Leadership;

/// <summary>Whether this process leads. Only the leader writes.</summary>
public interface ILeadership
{
    /// <summary>Whether writes are allowed now: the lease is held and has not expired by this process' own clock.</summary>
    bool IsLeader { get; }

    /// <summary>Cancelled when leadership was held and is lost.</summary>
    CancellationToken LeadershipLost { get; }

    /// <summary>Completes when this process leads.</summary>
    Task WhenLeaderAsync(CancellationToken cancellationToken);
}
