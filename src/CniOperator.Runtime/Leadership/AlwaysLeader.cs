namespace CniOperator.Runtime.Leadership;

/// <summary>Leads without an election: there is one replica.</summary>
internal sealed class AlwaysLeader : ILeadership
{
    public bool IsLeader => true;

    public CancellationToken LeadershipLost => CancellationToken.None;

    public Task WhenLeaderAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
