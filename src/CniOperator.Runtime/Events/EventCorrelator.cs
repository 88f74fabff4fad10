namespace CniOperator.Runtime.Events;

/// <summary>
/// Decides how an Event is written: as a new one, as one more on one that exists, or not at all. As client-go's EventCorrelator: more than
/// ten messages for one reason and object within ten minutes are combined. Not thread-safe.
/// </summary>
internal sealed class EventCorrelator(TimeProvider clock)
{
    private const int MostSimilar = 10;
    private const int MostRemembered = 4096;
    private const string CombinedPrefix = "(combined from similar events): ";
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly SpamFilter _spam = new(clock);
    private readonly Dictionary<string, Known> _known = [];
    private readonly Dictionary<string, Similar> _similar = [];

    /// <summary>An Event that was written.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Count">How often it has happened, this time included.</param>
    /// <param name="First">When it happened first.</param>
    public sealed record Known(string Name, int Count, DateTimeOffset First);

    /// <summary>What to write.</summary>
    /// <param name="Event">The Event; its message may have been combined.</param>
    /// <param name="Key">For <see cref="Written"/>.</param>
    /// <param name="Existing">The Event to count up; <c>null</c>: write a new one.</param>
    public sealed record Write(PendingEvent Event, string Key, Known? Existing);

    /// <returns><c>null</c> if there are too many.</returns>
    public Write? Decide(PendingEvent pending)
    {
        if (!_spam.Allows(pending.BudgetKey))
            return null;
        var now = clock.GetUtcNow();
        Forget(now);
        var key = pending.RepeatKey;
        if (!_similar.TryGetValue(pending.SimilarKey, out var similar) || now - similar.Last > Window)
            _similar[pending.SimilarKey] = similar = new Similar();
        similar.Last = now;
        if (similar.Messages.Count >= MostSimilar && !similar.Messages.Contains(pending.Message))
        {
            key = pending.SimilarKey;
            pending = pending with { Message = CombinedPrefix + pending.Message };
        }
        else
        {
            similar.Messages.Add(pending.Message);
        }

        return new Write(pending, key, _known.GetValueOrDefault(key));
    }

    /// <summary>How long until <paramref name="pending"/>, for which there were too many, can be written.</summary>
    public TimeSpan WaitFor(PendingEvent pending) => _spam.WaitFor(pending.BudgetKey);

    /// <summary>It was written.</summary>
    public void Written(Write write, Known now) => _known[write.Key] = now;

    private void Forget(DateTimeOffset now)
    {
        if (_similar.Count >= MostRemembered)
        {
            foreach (var (key, similar) in _similar.ToArray())
            {
                if (now - similar.Last > Window || _similar.Count >= MostRemembered)
                    _similar.Remove(key);
            }
        }

        if (_known.Count >= MostRemembered)
            _known.Clear();
    }

    private sealed class Similar
    {
        public HashSet<string> Messages { get; } = [];

        public DateTimeOffset Last { get; set; }
    }
}
