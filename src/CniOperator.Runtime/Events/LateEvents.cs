using System.Threading.Channels;

namespace CniOperator.Runtime.Events;

/// <summary>
/// Events that report a state and came when there were too many for their object: the newest of each object waits for its time, and is
/// forgotten when a newer one comes. Not thread-safe.
/// </summary>
internal sealed class LateEvents(TimeProvider clock)
{
    private readonly Dictionary<string, (PendingEvent Event, DateTimeOffset Due)> _waiting = [];

    /// <summary>Keeps an Event until its time.</summary>
    public void Add(PendingEvent pending, TimeSpan wait) => _waiting[pending.BudgetKey] = (pending, clock.GetUtcNow() + wait);

    /// <summary>The next Event to write, a new one or one whose time has come; <c>null</c> when no further ones come.</summary>
    public async Task<PendingEvent?> NextAsync(ChannelReader<PendingEvent> incoming, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (incoming.TryRead(out var next))
            {
                if (next.IsState)
                    _waiting.Remove(next.BudgetKey);
                return next;
            }

            if (_waiting.Values.FirstOrDefault(w => w.Due <= clock.GetUtcNow()).Event is { } due)
            {
                _waiting.Remove(due.BudgetKey);
                return due;
            }

            if (!await WaitAsync(incoming, cancellationToken))
                return null;
        }
    }

    // False when no further ones come: what waits then waits for good, because the process ends.
    private async Task<bool> WaitAsync(ChannelReader<PendingEvent> incoming, CancellationToken cancellationToken)
    {
        if (_waiting.Count == 0)
            return await incoming.WaitToReadAsync(cancellationToken);
        var wait = _waiting.Values.Min(w => w.Due) - clock.GetUtcNow();
        using var timer = new CancellationTokenSource(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return await incoming.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return true;
        }
    }
}
