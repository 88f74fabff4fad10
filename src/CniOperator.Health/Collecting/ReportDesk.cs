using CniOperator.Health.Reports;
using CniOperator.Health.Verdicts;
using CniOperator.Health.Wire;

namespace CniOperator.Health.Collecting;

/// <summary>
/// The operator's end of the wire, without a socket: hands out peer lists, and keeps the newest report of each agent. What it keeps is
/// bounded by the nodes of the cluster, whatever comes in, and no datagram costs more than its own bytes. Safe for several threads.
/// </summary>
/// <param name="draw">Draws numbers other than 0 that no one can foresee.</param>
public sealed class ReportDesk(Func<ulong> draw)
{
    // As many as a page of IPv4 holds, and a few more, which a page leaves out.
    private const int MostInWindow = 48;

    private readonly Lock _lock = new();
    private readonly ReplayGuard _guard = new(draw);
    private readonly KeptReports _reports = new();
    private volatile Opening? _opening;
    private long _news;
    private DeskCounts _counts;

    /// <summary>Grows with each report that says something else than the one before it.</summary>
    public long News => Interlocked.Read(ref _news);

    /// <summary>What came in.</summary>
    public DeskCounts Counts
    {
        get
        {
            lock (_lock)
                return _counts;
        }
    }

    /// <summary>Answers from now on, with these keys, of this book. Reports of nodes that are not in it are dropped.</summary>
    public void Open(WireKeys keys, PeerBook book)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(book);
        lock (_lock)
        {
            var graph = _opening?.Book.Content.Graph;
            _opening = new Opening(keys, book);
            if (ReferenceEquals(graph, book.Content.Graph))
                return;
            _reports.Retain(book.Knows);
            var nodes = new HashSet<NodeId>(book.Content.Nodes.Count);
            foreach (var node in book.Content.Nodes)
                nodes.Add(node.Id);
            _guard.Retain(nodes);
        }
    }

    /// <summary>Answers nothing from now on, and forgets the reports.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _opening = null;
            _reports.Clear();
        }
    }

    /// <summary>Takes one datagram.</summary>
    /// <param name="datagram">What came.</param>
    /// <param name="now">When.</param>
    /// <param name="answer">Where the answer is written, at least <see cref="WireFormat.MaxBytes"/>.</param>
    /// <returns>The answer's bytes, never more than the datagram's; 0 for none.</returns>
    public int Answer(ReadOnlySpan<byte> datagram, DateTimeOffset now, Span<byte> answer)
    {
        if (_opening is not { } opening)
            return 0;
        switch (WireFormat.KindOf(datagram))
        {
            case WireKind.Report when ReportMessage.Read(datagram, opening.Keys) is { } message:
                return Take(message, opening, now) is { } ack ? ack.Write(answer, opening.Keys) : 0;
            case WireKind.PeersRequest when PeersRequest.Read(datagram, opening.Keys) is { } request:
                return Page(request, opening) is { } page ? page.Write(answer, opening.Keys) : 0;
            default:
                Count(new DeskCounts { Refused = 1 });
                return 0;
        }
    }

    /// <summary>Adds the newest report of each agent that reported since a moment; those from before it are dropped.</summary>
    public void CopyReports(List<ReceivedReport> reports, DateTimeOffset since)
    {
        ArgumentNullException.ThrowIfNull(reports);
        lock (_lock)
            _reports.CopyTo(reports, since);
    }

    private ReportAck? Take(ReportMessage message, Opening opening, DateTimeOffset now)
    {
        var report = message.Report;
        var version = opening.Book.VersionOf(report.Node);
        lock (_lock)
        {
            // Of two that are in force while a node goes, the newer one says whether it is gone.
            if (version == 0 || _opening is not { } current || !current.Book.Knows(report.Node))
            {
                _counts = _counts with { Strangers = _counts.Strangers + 1 };
                return new ReportAck(report.Boot, report.Sequence, 0, Known: false, Accepted: false, _guard.Token(now));
            }

            if (report.Role == AgentRole.Echo)
                return null;
            var counts = _guard.Judge(message, now) is Freshness.Next or Freshness.NewProcess;
            if (counts && _reports.Put(report, now))
                Interlocked.Increment(ref _news);
            _counts = counts ? _counts with { Reports = _counts.Reports + 1 } : _counts with { Unproven = _counts.Unproven + 1 };
            return new ReportAck(report.Boot, report.Sequence, version, Known: true, counts, _guard.Token(now));
        }
    }

    private PeersPage? Page(PeersRequest request, Opening opening)
    {
        var page = request.From is { } from
            ? opening.Book.WindowOf(request.NodeName, from, MostInWindow) is { } window
                ? new PeersPage(request.Nonce, null, window)
                : null
            : opening.Book.ListOf(request.NodeName, request.Role) is { } list
                ? new PeersPage(request.Nonce, list, null)
                : null;
        Count(page is null ? new DeskCounts { Strangers = 1 } : new DeskCounts { Requests = 1 });
        return page;
    }

    private void Count(DeskCounts more)
    {
        lock (_lock)
        {
            _counts = new DeskCounts(
                _counts.Reports,
                _counts.Requests + more.Requests,
                _counts.Unproven,
                _counts.Strangers + more.Strangers,
                _counts.Refused + more.Refused
            );
        }
    }

    private sealed record Opening(WireKeys Keys, PeerBook Book);
}
