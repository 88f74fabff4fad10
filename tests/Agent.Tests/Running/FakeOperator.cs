using CniOperator.Agent.Tests.Wire;
using CniOperator.Health.Peers;
using CniOperator.Health.Wire;

namespace CniOperator.Agent.Tests.Running;

/// <summary>Serves one list and its windows, and keeps the reports that count.</summary>
internal sealed class FakeOperator(TimeProvider time)
{
    private readonly ReplayGuard _guard = new(() => 42);

    internal PeerList List { get; set; } = new() { Version = 1, Node = default };

    internal Func<int, RoamingWindow>? Window { get; set; }

    internal bool IsSilent { get; set; }

    internal List<ReportMessage> Reports { get; } = [];

    internal List<Freshness> Judged { get; } = [];

    internal List<PeersRequest> Requests { get; } = [];

    internal byte[]? Answer(byte[] datagram)
    {
        lock (Reports)
        {
            if (IsSilent)
                return null;
            if (PeersRequest.Read(datagram, Any.Keys) is { } request)
                return Page(request);
            return ReportMessage.Read(datagram, Any.Keys) is { } report ? Ack(report) : null;
        }
    }

    private byte[] Page(PeersRequest request)
    {
        Requests.Add(request);
        var page =
            request.From is { } from && Window is not null
                ? new PeersPage(request.Nonce, null, Window(from))
                : new PeersPage(request.Nonce, List, null);
        return Any.Written(b => page.Write(b, Any.Keys));
    }

    private byte[] Ack(ReportMessage message)
    {
        var now = time.GetUtcNow();
        var freshness = _guard.Judge(message, now);
        Judged.Add(freshness);
        var counts = freshness is Freshness.Next or Freshness.NewProcess;
        if (counts)
            Reports.Add(message);
        var ack = new ReportAck(message.Report.Boot, message.Report.Sequence, List.Version, true, counts, _guard.Token(now));
        return Any.Written(b => ack.Write(b, Any.Keys));
    }
}
