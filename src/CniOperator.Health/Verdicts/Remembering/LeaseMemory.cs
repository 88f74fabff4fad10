namespace CniOperator.Health.Verdicts.Remembering;

/// <summary>
/// What each kubelet last wrote into its Lease, and when that was seen to change. The kubelet writes the time of its own clock, which may
/// be an hour wrong: only that it changes says that the kubelet lives. Both in ticks, 0 for never.
/// </summary>
internal sealed record LeaseMemory(long[] Written, long[] Changed)
{
    internal static LeaseMemory For(int nodes) => new(new long[nodes], new long[nodes]);

    internal LeaseMemory With(HealthFacts facts)
    {
        var (written, changed) = (Written, Changed);
        for (var i = 0; i < written.Length; i++)
        {
            var lease = facts.Nodes[i].Lease?.UtcTicks ?? 0;
            if (lease == written[i])
                continue;
            if (ReferenceEquals(written, Written))
                (written, changed) = ([.. written], [.. changed]);
            (written[i], changed[i]) = (lease, facts.Now.UtcTicks);
        }

        return ReferenceEquals(written, Written) ? this : new LeaseMemory(written, changed);
    }

    internal LeaseMemory Moved(int[] from) => new(NodeMemory.Move(Written, from), NodeMemory.Move(Changed, from));
}
