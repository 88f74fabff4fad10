using CniOperator.Agent.Answering;
using CniOperator.Agent.Dns;
using CniOperator.Agent.Network;
using CniOperator.Agent.Rounds;
using CniOperator.Health;
using CniOperator.Health.Peers;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;
using CniOperator.Health.Wire;

namespace CniOperator.Agent.Probing;

/// <summary>Carries one planned probe out.</summary>
/// <param name="network">Where.</param>
/// <param name="keys">The keys in force.</param>
/// <param name="role">Which agent probes.</param>
/// <param name="nonces">Draws the nonces.</param>
/// <param name="time">The clock.</param>
public sealed class ProbeRunner(IProbeNetwork network, Func<WireKeys> keys, AgentRole role, Func<ulong> nonces, TimeProvider time)
{
    private const int BulkTimeouts = 3;

    /// <summary>Probes, and once more if that fails.</summary>
    /// <param name="probe">The probe.</param>
    /// <param name="list">The peer list that it is of.</param>
    /// <param name="knownSize">The size that passed when this edge last failed with the full one; 0 if none was searched.</param>
    /// <param name="cancellation">The agent ends.</param>
    public ValueTask<ProbeResult> RunAsync(PlannedProbe probe, PeerList list, int knownSize, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(list);
        return probe.Key.Kind switch
        {
            ProbeKind.PodToPodFullSize => FullSizeAsync(probe, list, knownSize, cancellation),
            ProbeKind.PodToPodBulk => TwiceAsync(list, () => BulkAsync(probe, list, cancellation), cancellation),
            ProbeKind.DnsByService or ProbeKind.DnsDirect => TwiceAsync(list, () => DnsAsync(probe, list, cancellation), cancellation),
            ProbeKind.PolicyDenied => DeniedAsync(probe, list, cancellation),
            _ => TwiceAsync(list, () => DatagramAsync(probe, list, 0, cancellation), cancellation),
        };
    }

    /// <summary>A failed probe is tried once more after the time that an answer would have had.</summary>
    private async ValueTask<ProbeResult> TwiceAsync(PeerList list, Func<ValueTask<ProbeResult>> once, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var first = await once();
        if (first.Fault == ProbeFault.None || cancellation.IsCancellationRequested)
            return first;
        var rest = list.Settings.Timeout - time.GetElapsedTime(start);
        if (rest > TimeSpan.Zero)
            await Task.Delay(rest, time, cancellation);
        var second = await once();
        // Of two failures, the one that says more.
        var fault = second.Fault == ProbeFault.Timeout ? first.Fault : second.Fault;
        return second with { Fault = fault, Sent = first.Sent + second.Sent, Lost = first.Lost + second.Lost };
    }

    private async ValueTask<ProbeResult> FullSizeAsync(PlannedProbe probe, PeerList list, int knownSize, CancellationToken cancellation)
    {
        var mtu = list.Settings.PodMtu;
        var full = await TwiceAsync(list, () => DatagramAsync(probe, list, mtu, cancellation), cancellation);
        if (full.Fault == ProbeFault.None)
            return full with { LargestSize = mtu };
        // An edge that carries nothing has no largest size.
        var least = ProbeMessage.LeastBytes + Overhead(probe.Key.Family);
        var small = await TwiceAsync(list, () => DatagramAsync(probe, list, least, cancellation), cancellation);
        if (small.Fault != ProbeFault.None || knownSize > 0)
            return full with { LargestSize = small.Fault == ProbeFault.None ? knownSize : 0 };
        var search = new SizeSearch(least, mtu);
        while (search.Next > 0 && !cancellation.IsCancellationRequested)
        {
            var size = search.Next;
            var tried = await TwiceAsync(list, () => DatagramAsync(probe, list, size, cancellation), cancellation);
            search = search.After(tried.Fault == ProbeFault.None);
        }
        return full with { LargestSize = search.Passes };
    }

    private async ValueTask<ProbeResult> DeniedAsync(PlannedProbe probe, PeerList list, CancellationToken cancellation)
    {
        var result = await DatagramAsync(probe, list, 0, cancellation);
        var fault = result.Fault switch
        {
            ProbeFault.None or ProbeFault.WrongIdentity or ProbeFault.WrongAnswer => ProbeFault.Unexpected,
            ProbeFault.NoResources or ProbeFault.SenderLate => result.Fault,
            _ => ProbeFault.None,
        };
        return new ProbeResult(fault, 1, 0);
    }

    /// <summary>One datagram from a fresh port, of a size in bytes of the IP packet, 0 for the smallest.</summary>
    private async ValueTask<ProbeResult> DatagramAsync(PlannedProbe probe, PeerList list, int size, CancellationToken cancellation)
    {
        using var channel = network.Open(probe.Endpoint, whole: size > 0);
        if (channel.Fault != ProbeFault.None)
            return Lost(channel.Fault);
        var buffer = new byte[Math.Max(size, ProbeMessage.LeastBytes)];
        var nonce = nonces();
        var length = size == 0 ? ProbeMessage.LeastBytes : size - Overhead(probe.Key.Family);
        var message = new ProbeMessage(nonce, probe.Node, probe.Role, list.Node, role, probe.Key.Kind);
        var written = message.Write(buffer, length, keys());
        var exchange = await ProbeExchange.AskAsync(
            channel,
            buffer.AsMemory(0, written),
            list.Settings.Timeout,
            time,
            bytes => ProbeAnswer.TryRead(bytes.Span, keys(), out var answer) && answer.Nonce == nonce,
            cancellation
        );
        if (exchange.Fault != ProbeFault.None || !ProbeAnswer.TryRead(exchange.Answer.Span, keys(), out var answer))
            return Lost(exchange.Fault == ProbeFault.None ? ProbeFault.WrongAnswer : exchange.Fault);
        var fault = Judge(answer, probe, written);
        var changed = IsDirect(probe.Key.Kind) && answer.Source != channel.Local;
        return new ProbeResult(fault, 1, fault == ProbeFault.None ? 0 : 1, exchange.Microseconds, changed);
    }

    private async ValueTask<ProbeResult> BulkAsync(PlannedProbe probe, PeerList list, CancellationToken cancellation)
    {
        var payload = new byte[ProbeMessage.LeastBytes + WireFormat.BulkBytes];
        var answer = new byte[ProbeAnswer.MostBytes];
        var nonce = nonces();
        new ProbeMessage(nonce, probe.Node, probe.Role, list.Node, role, probe.Key.Kind).Write(payload, ProbeMessage.LeastBytes, keys());
        BulkPattern.Fill(payload.AsSpan(ProbeMessage.LeastBytes), nonce, 0);
        using var timeout = new CancellationTokenSource(list.Settings.Timeout * BulkTimeouts, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        var start = time.GetTimestamp();
        var arrival = await network.BulkAsync(probe.Endpoint, payload, answer, both.Token);
        if (arrival.Fault != ProbeFault.None)
            return Lost(arrival.Fault);
        if (!ProbeAnswer.TryRead(answer.AsSpan(0, arrival.Length), keys(), out var read) || read.Nonce != nonce)
            return Lost(ProbeFault.WrongAnswer);
        var fault = Judge(read, probe, payload.Length);
        return new ProbeResult(fault, 1, fault == ProbeFault.None ? 0 : 1, ProbeExchange.Microseconds(time, start));
    }

    private async ValueTask<ProbeResult> DnsAsync(PlannedProbe probe, PeerList list, CancellationToken cancellation)
    {
        using var channel = network.Open(probe.Endpoint, whole: false);
        if (channel.Fault != ProbeFault.None)
            return Lost(channel.Fault);
        var query = new byte[DnsQuery.MostBytes];
        var length = DnsQuery.Write(query, (ushort)nonces(), list.DnsName, probe.Key.Family);
        var request = query.AsMemory(0, length);
        var exchange = await ProbeExchange.AskAsync(
            channel,
            request,
            list.Settings.Timeout,
            time,
            bytes => DnsQuery.IsAnswer(bytes.Span, request.Span),
            cancellation
        );
        if (exchange.Fault != ProbeFault.None)
            return Lost(exchange.Fault);
        return DnsQuery.IsSuccess(exchange.Answer.Span)
            ? new ProbeResult(ProbeFault.None, 1, 0, exchange.Microseconds)
            : Lost(ProbeFault.WrongAnswer);
    }

    private static ProbeFault Judge(ProbeAnswer answer, PlannedProbe probe, int sent) =>
        answer.Received != sent ? ProbeFault.WrongAnswer
        : probe.Role != default && answer.Role != probe.Role ? ProbeFault.WrongIdentity
        // An agent that has just started does not know its node yet.
        : probe.Node != NodeId.None && answer.Node != NodeId.None && answer.Node != probe.Node ? ProbeFault.WrongIdentity
        : ProbeFault.None;

    /// <summary>Nothing may translate addresses on its way. To a Service, something always does.</summary>
    private static bool IsDirect(ProbeKind kind) =>
        kind
            is ProbeKind.PodToPod
                or ProbeKind.PodToPodRoaming
                or ProbeKind.PodToPodFullSize
                or ProbeKind.PodToPodSameNode
                or ProbeKind.HostToLocalPod
                or ProbeKind.HostToLocalEcho
                or ProbeKind.HostToRemotePod
                or ProbeKind.Underlay;

    private static int Overhead(AddressFamily family) => family == AddressFamily.IPv6 ? 48 : 28;

    private static ProbeResult Lost(ProbeFault fault) => new(fault, 1, 1);
}
