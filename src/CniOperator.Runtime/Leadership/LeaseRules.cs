namespace CniOperator.Runtime.Leadership;

/// <summary>
/// Who may take or renew a lease, as pure functions. Clocks of different machines are never compared. A holder's term is what holder,
/// time of acquisition and number of transitions say together: renewals keep it, each process begins its own.
/// </summary>
internal static class LeaseRules
{
    /// <summary>
    /// Whether a candidate may take the lease: it is its own, or free, or its holder has not changed it for as long as it was meant to be
    /// valid. A lease under the candidate's own identity is one that an earlier process left: see <see cref="ReplicaIdentity"/>.
    /// </summary>
    /// <param name="record">What the lease says.</param>
    /// <param name="identity">The candidate.</param>
    /// <param name="unchangedFor">For how long it has seen the lease unchanged, by its own clock.</param>
    public static bool MayTake(LeaseRecord record, string identity, TimeSpan unchangedFor) =>
        record.Holder.Length == 0 || record.Holder == identity || unchangedFor >= TimeSpan.FromSeconds(record.DurationSeconds);

    /// <summary>
    /// Whether the leader may still renew the lease: it says the leader's own term, or is free. Another term under the same identity is
    /// another process: the leader must give way, because that process believes to lead.
    /// </summary>
    /// <param name="record">What the lease says.</param>
    /// <param name="held">What it said when this process wrote it last.</param>
    public static bool MayRenew(LeaseRecord record, LeaseRecord held) =>
        record.Holder.Length == 0
        || (record.Holder == held.Holder && record.AcquireTime == held.AcquireTime && record.Transitions == held.Transitions);

    /// <summary>What the lease says after a candidate took it: a new term.</summary>
    public static LeaseRecord Take(LeaseRecord? before, string identity, TimeSpan duration, DateTimeOffset now)
    {
        var time = LeaseRecord.Format(now);
        return new LeaseRecord(identity, Seconds(duration), time, time, before is null ? 0 : before.Transitions + 1);
    }

    /// <summary>What the lease says after its holder renewed it.</summary>
    public static LeaseRecord Renew(LeaseRecord held, TimeSpan duration, DateTimeOffset now) =>
        held with
        {
            DurationSeconds = Seconds(duration),
            RenewTime = LeaseRecord.Format(now),
        };

    /// <summary>What it says after its holder gave it up: a successor need not wait.</summary>
    public static LeaseRecord Release(LeaseRecord held, DateTimeOffset now)
    {
        var time = LeaseRecord.Format(now);
        return held with { Holder = "", DurationSeconds = 1, AcquireTime = time, RenewTime = time };
    }

    private static int Seconds(TimeSpan duration) => (int)Math.Ceiling(duration.TotalSeconds);
}
