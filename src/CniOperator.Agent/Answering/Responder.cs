using CniOperator.Agent.Network;
using CniOperator.Health;
using CniOperator.Health.Probes;
using CniOperator.Health.Reports;
using CniOperator.Health.Wire;

namespace CniOperator.Agent.Answering;

/// <summary>Answers probes. Of what is not signed nothing is kept, and nothing is sent for it.</summary>
/// <param name="role">Which agent it answers as.</param>
/// <param name="keys">The keys in force, read for each datagram.</param>
/// <param name="time">The clock.</param>
public sealed class Responder(AgentRole role, Func<WireKeys> keys, TimeProvider time)
{
    // A node sends at most some three probes a second to another, and several nodes may share an address behind a translation.
    private const int PerSecond = 100;
    private const int Burst = 200;

    private readonly RateCaps _caps = new(PerSecond, Burst);
    private readonly Lock _lock = new();

    /// <summary>The id of the agent's node, once it is known.</summary>
    public NodeId Node { get; set; }

    /// <summary>Who probed.</summary>
    public ReceivedCounts Received { get; } = new();

    /// <summary>
    /// Milliseconds of the clock, for everything that counts ages. Nothing is multiplied: a machine that has run for months counts so many
    /// nanoseconds that it would not fit.
    /// </summary>
    public long Milliseconds => time.GetTimestamp() / (time.TimestampFrequency / 1000);

    /// <summary>Answers a datagram. No allocation.</summary>
    /// <param name="datagram">What came.</param>
    /// <param name="received">How many bytes came in all, if more than the datagram belongs to the probe.</param>
    /// <param name="source">Where from.</param>
    /// <param name="answer">Where the answer is written, at least <see cref="ProbeAnswer.MostBytes"/>.</param>
    /// <returns>The answer's bytes; 0 for none.</returns>
    public int Answer(ReadOnlySpan<byte> datagram, int received, ProbeEndpoint source, Span<byte> answer)
    {
        var signed = keys();
        if (!ProbeMessage.TryRead(datagram, signed, out var probe))
            return 0;
        var now = Milliseconds;
        lock (_lock)
        {
            if (!_caps.TryTake(source.Address, now))
                return 0;
        }
        if (probe.Kind is ProbeKind.PodToPod)
            Received.Add(probe.Source, now);
        return new ProbeAnswer(probe.Nonce, Node, role, received, source.Address, source.Port).Write(answer, signed);
    }
}
