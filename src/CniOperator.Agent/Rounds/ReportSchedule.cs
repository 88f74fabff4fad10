namespace CniOperator.Agent.Rounds;

/// <summary>When a report is due. Safe for several threads.</summary>
public sealed class ReportSchedule
{
    /// <summary>The least time between two reports, however much happens.</summary>
    public static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private DateTimeOffset? _sent;
    private bool _news;
    private int _failures;

    /// <summary>Something changed.</summary>
    public void News()
    {
        lock (_lock)
            _news = true;
    }

    /// <summary>A report goes out: it has all that was news until now.</summary>
    public void Sending(DateTimeOffset now)
    {
        lock (_lock)
            (_sent, _news) = (now, false);
    }

    /// <summary>Whether the operator acknowledged it.</summary>
    public void Sent(bool acknowledged)
    {
        lock (_lock)
            _failures = acknowledged ? 0 : _failures + 1;
    }

    /// <summary>How long until the next is due: with news almost at once, after a failure in steps, else on the regular time.</summary>
    public TimeSpan Until(TimeSpan every, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_sent is not { } sent)
                return TimeSpan.Zero;
            var wait =
                _news ? Gap
                : _failures > 0 ? Gap * Math.Pow(2, Math.Min(_failures, 10))
                : every;
            var due = sent + (wait > LongestRetry && _failures > 0 ? LongestRetry : wait);
            return due > now ? due - now : TimeSpan.Zero;
        }
    }
}
