namespace CniOperator.Connectivity.Observing;

/// <summary>
/// What Leases of some nodes said when they were read. Kubelets renew them 500 times a second in a cluster of 5,000 nodes, so they are not
/// watched: those are read of which something is asked. Times in a Lease are the kubelet's: one that looks old is believed only when it
/// was read twice, long enough apart, and was not renewed in between. Not safe for several threads.
/// </summary>
internal sealed class LeaseBook
{
    private static readonly TimeSpan LongestKept = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestRenewal = TimeSpan.FromSeconds(12);

    private readonly Dictionary<string, LeaseEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>How long what was read stands before it is read again.</summary>
    internal static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    /// <summary>Those of some nodes that are to be read now, those first that were not read for longest.</summary>
    /// <param name="asked">The nodes of which something is asked.</param>
    /// <param name="limit">From which age on a Lease is old; where that is short, so is everything else.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="now">Now.</param>
    internal IReadOnlyList<string> Due(IEnumerable<string> asked, TimeSpan limit, int most, DateTimeOffset now)
    {
        var fresh = Least(Fresh, limit / 4);
        return
        [
            .. asked
                .Select(name => (Name: name, Read: _entries.TryGetValue(name, out var entry) ? entry.Read : DateTimeOffset.MinValue))
                .Where(n => now - n.Read >= fresh)
                .OrderBy(n => n.Read)
                .Take(most)
                .Select(n => n.Name),
        ];
    }

    /// <summary>A Lease was read.</summary>
    /// <param name="name">The node's name.</param>
    /// <param name="renewed">When it was renewed, by the kubelet's clock; <c>null</c> when there is no Lease.</param>
    /// <param name="now">Now, by this process's clock.</param>
    internal void Put(string name, DateTimeOffset? renewed, DateTimeOffset now)
    {
        if (renewed is not { } time)
            _entries[name] = new LeaseEntry(null, now, now);
        else if (_entries.TryGetValue(name, out var before) && before.Renewed is { } last)
            _entries[name] = last == time ? before with { Read = now } : new LeaseEntry(time, now, now) { HasMoved = true };
        else
            _entries[name] = new LeaseEntry(time, now, now);
    }

    /// <summary>When a node's Lease was renewed, by this process's clock; <c>null</c> when no one knows.</summary>
    /// <param name="name">The node's name.</param>
    /// <param name="limit">From which age on a Lease is old.</param>
    /// <param name="now">Now.</param>
    internal DateTimeOffset? Of(string name, TimeSpan limit, DateTimeOffset now)
    {
        if (!_entries.TryGetValue(name, out var entry) || entry.Renewed is not { } renewed || now - entry.Read > LongestKept)
            return null;
        // The age that it had when it was read: it may have been renewed since.
        var age = entry.Read - renewed;
        // Renewed between two looks, whatever the kubelet's clock says.
        if (entry.HasMoved)
            age = Least(age, entry.Read - entry.Seen);
        if (age > limit && entry.Read - entry.Seen < Least(LongestRenewal, limit / 3))
            return null;
        // The same as long as the Lease is: who judges counts its changes.
        return age < TimeSpan.Zero ? entry.Seen : entry.Read - age;
    }

    /// <summary>Forgets what was read too long ago to be used.</summary>
    internal void Trim(DateTimeOffset now)
    {
        foreach (var (name, entry) in _entries)
        {
            if (now - entry.Read > LongestKept)
                _entries.Remove(name);
        }
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>What one Lease said.</summary>
    /// <param name="Renewed">Its time.</param>
    /// <param name="Seen">When that time was seen first.</param>
    /// <param name="Read">When it was read last.</param>
    private sealed record LeaseEntry(DateTimeOffset? Renewed, DateTimeOffset Seen, DateTimeOffset Read)
    {
        internal bool HasMoved { get; init; }
    }
}
