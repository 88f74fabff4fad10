using CniOperator.Agent.Links;
using CniOperator.Agent.Rounds;
using CniOperator.Health.Peers;
using CniOperator.Health.Reports;
using CniOperator.Health.Wire;

namespace CniOperator.Agent.Running;

/// <summary>Asks the operator for what to probe, and tells it what was seen.</summary>
internal sealed class ReportLoop(AgentIdentity identity, AgentParts parts, PeerCache peers, ReportSchedule schedule, OperatorLink link)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    private readonly byte[] _buffer = new byte[WireFormat.MaxBytes];
    private volatile TaskCompletionSource _woken = New();
    private TimeSpan _pause;
    private long _asked;
    private ulong _sequence;
    private ulong _token;
    private bool _silent;

    /// <summary>Something changed: the loop looks at once what is due.</summary>
    internal void Wake() => _woken.TrySetResult();

    internal async Task RunAsync(Func<PeerList, ulong, AgentReport> report, Action<PeerList> follow, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            await AskForPeersAsync(follow, cancellation);
            var wait = Glance;
            if (identity.Role != AgentRole.Echo && peers.Current(parts.Time.GetUtcNow()) is { } list)
            {
                if (schedule.Until(list.Settings.ReportEvery, parts.Time.GetUtcNow()) <= TimeSpan.Zero)
                    await SendAsync(report, list, cancellation);
                wait = schedule.Until(list.Settings.ReportEvery, parts.Time.GetUtcNow());
            }
            await WaitAsync(wait < Glance ? wait : Glance, cancellation);
        }
    }

    /// <summary>Waits, or until something changes; news are gathered for a moment, because edges of one fault fail together.</summary>
    private async Task WaitAsync(TimeSpan wait, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var woken = _woken.Task;
        await Task.WhenAny(woken, Task.Delay(wait, parts.Time, over.Token));
        await over.CancelAsync();
        if (woken.IsCompleted)
            _woken = New();
    }

    private async Task AskForPeersAsync(Action<PeerList> follow, CancellationToken cancellation)
    {
        var now = parts.Time.GetUtcNow();
        var needsList = peers.NeedsList(now);
        var from = identity.Role == AgentRole.Canary ? peers.NeedsWindow() : null;
        if ((!needsList && from is null) || (_asked != 0 && parts.Time.GetElapsedTime(_asked) < _pause))
            return;
        _asked = parts.Time.GetTimestamp();
        var page = await AskAsync(needsList ? null : from, cancellation);
        if (page?.List is { } list)
        {
            var changed = list.Version != peers.Version;
            list = peers.Accept(WithMtu(list), parts.Time.GetUtcNow());
            if (changed)
                follow(list);
        }
        else if (page?.Window is { } window)
        {
            peers.Accept(window);
        }
        _pause =
            page is not null ? FirstPause / 4
            : _pause < FirstPause ? FirstPause
            : _pause * 2 < LongestPause ? _pause * 2
            : LongestPause;
        Heard(page is not null);
    }

    private PeerList WithMtu(PeerList list) =>
        list.Settings.PodMtu > 0 ? list : list with { Settings = list.Settings with { PodMtu = parts.OwnMtu() } };

    private async ValueTask<PeersPage?> AskAsync(int? from, CancellationToken cancellation)
    {
        var request = new PeersRequest(parts.Nonces(), identity.NodeName, identity.Role, peers.Version, from);
        var length = request.Write(_buffer, parts.Keys());
        PeersPage? page = null;
        await link.AskAsync(
            _buffer.AsMemory(0, length),
            bytes => (page = PeersPage.Read(bytes.Span, parts.Keys())) is not null && page.Nonce == request.Nonce,
            cancellation
        );
        return page?.Nonce == request.Nonce ? page : null;
    }

    private async ValueTask SendAsync(Func<PeerList, ulong, AgentReport> report, PeerList list, CancellationToken cancellation)
    {
        schedule.Sending(parts.Time.GetUtcNow());
        var ack = await SendOnceAsync(report(list, ++_sequence), cancellation);
        // An operator that does not know this process answers with a token that the next report must repeat.
        if (ack is { Accepted: false })
            ack = await SendOnceAsync(report(list, ++_sequence), cancellation);
        schedule.Sent(ack is { Accepted: true });
        if (ack is { } said)
            peers.Confirm(said, parts.Time.GetUtcNow());
        Heard(ack is not null);
    }

    private async ValueTask<ReportAck?> SendOnceAsync(AgentReport report, CancellationToken cancellation)
    {
        var length = new ReportMessage(report, _token).Write(_buffer, parts.Keys());
        var ack = default(ReportAck);
        var answer = await link.AskAsync(
            _buffer.AsMemory(0, length),
            bytes => ReportAck.TryRead(bytes.Span, parts.Keys(), out ack) && ack.Boot == report.Boot && ack.Sequence == report.Sequence,
            cancellation
        );
        if (answer.IsEmpty)
            return null;
        _token = ack.Token;
        return ack;
    }

    /// <summary>Says when the operator falls silent, and when it is back; not each time.</summary>
    private void Heard(bool answered)
    {
        if (_silent == !answered)
            return;
        _silent = !answered;
        parts.Say(_silent ? $"no answer of the operator, at none of {parts.Ways().Count} addresses" : "the operator answers again");
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
