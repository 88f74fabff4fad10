namespace CniOperator.Runtime.Leadership;

/// <summary>Who may take a lease, as pure functions. Clocks of different machines are never compared.</summary>
internal static class LeaseRules
{
    /// <summary>
    /// Whether the lease may be taken: it is ours, or nobody's, or its holder has not changed it for as long as it was meant to be valid.
    /// </summary>
    /// <param name="record">What the lease says.</param>
    /// <param name="identity">Who we are.</param>
    /// <param name="unchangedFor">For how long we have seen it unchanged, by our own clock.</param>
    public static bool MayTake(LeaseRecord record, string identity, TimeSpan unchangedFor) =>
        record.Holder.Length == 0 || record.Holder == identity || unchangedFor >= TimeSpan.FromSeconds(record.DurationSeconds);

    /// <summary>What the lease says after we took or renewed it.</summary>
    public static LeaseRecord Take(LeaseRecord? before, string identity, TimeSpan duration, DateTimeOffset now)
    {
        var time = LeaseRecord.Format(now);
        var seconds = (int)Math.Ceiling(duration.TotalSeconds);
        if (before is null)
            return new LeaseRecord(identity, seconds, time, time, 0);
        return before.Holder == identity
            ? before with
            {
                DurationSeconds = seconds,
                RenewTime = time,
            }
            : new LeaseRecord(identity, seconds, time, time, before.Transitions + 1);
    }

    /// <summary>What it says after we gave it up: a successor need not wait.</summary>
    public static LeaseRecord Release(LeaseRecord held, DateTimeOffset now)
    {
        var time = LeaseRecord.Format(now);
        return held with { Holder = "", DurationSeconds = 1, AcquireTime = time, RenewTime = time };
    }
}
