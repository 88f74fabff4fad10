namespace CniOperator.Runtime.Events;

/// <summary>
/// Decides what happens to a note: a new Event, one more on an Event that exists, or nothing. As client-go's EventCorrelator: more than ten
/// messages for one reason and object within ten minutes are combined. Not thread-safe.
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

    /// <param name="Note">What to write; the message may have been combined.</param>
    /// <param name="Key">For <see cref="Written"/>.</param>
    /// <param name="Existing">The Event to count up; <c>null</c>: write a new one.</param>
    public sealed record Correlated(EventNote Note, string Key, Known? Existing);

    /// <returns><c>null</c> if there are too many.</returns>
    public Correlated? Decide(EventNote note)
    {
        if (!_spam.Allows(note.ObjectKey))
            return null;
        var now = clock.GetUtcNow();
        Forget(now);
        var key = note.RepeatKey;
        if (!_similar.TryGetValue(note.SimilarKey, out var similar) || now - similar.Last > Window)
            _similar[note.SimilarKey] = similar = new Similar();
        similar.Last = now;
        if (similar.Messages.Count >= MostSimilar && !similar.Messages.Contains(note.Message))
        {
            key = note.SimilarKey;
            note = note with { Message = CombinedPrefix + note.Message };
        }
        else
        {
            similar.Messages.Add(note.Message);
        }

        return new Correlated(note, key, _known.GetValueOrDefault(key));
    }

    /// <summary>The decision was carried out.</summary>
    public void Written(Correlated decision, Known now) => _known[decision.Key] = now;

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
