using System.Collections.Concurrent;
using CniOperator.Agent.Network;
using CniOperator.Connectivity;
using CniOperator.Health.Wire;

namespace CniOperator.Commands.Sandbox.Wire;

/// <summary>Carries datagrams between agents, and to the operator, as far as faults let them pass. Safe for several threads.</summary>
/// <param name="link">The operator.</param>
/// <param name="seed">Of what is lost by chance.</param>
internal sealed class WireHub(ReportLink link, int seed)
{
    // Of IPv4 and UDP.
    private const int HeaderBytes = 28;
    private const int StreamSegment = 1450;

    private readonly Random _random = new(seed);
    private volatile WireMap _map = new();
    private volatile WireRules _rules = WireRules.Intact;

    /// <summary>The agents that run.</summary>
    internal ConcurrentDictionary<WirePlace, WireAgent> Agents { get; } = new();

    internal WireMap Map
    {
        get => _map;
        set => _map = value;
    }

    internal WireRules Rules
    {
        get => _rules;
        set => _rules = value;
    }

    /// <summary>Sends a datagram to where it is for, and carries the answer back.</summary>
    /// <returns>The answer; <c>null</c> when none comes.</returns>
    internal async ValueTask<byte[]?> AskAsync(
        WirePlace from,
        ProbeEndpoint source,
        ProbeEndpoint target,
        ReadOnlyMemory<byte> datagram,
        CancellationToken cancellation
    )
    {
        var rules = _rules;
        if (
            _map.Find(from, target.Address, target.Port, rules, Chance()) is not { } to
            || !Passes(rules, from, to, datagram.Length + HeaderBytes)
        )
            return null;
        var answer = new byte[Math.Max(WireFormat.MaxBytes, datagram.Length)];
        var length = await AnswerAsync(to, target, source, datagram, answer, cancellation);
        // The answer meets what is broken by then.
        return length > 0 && Passes(_rules, to, from, length + HeaderBytes) ? answer[..length] : null;
    }

    /// <summary>The same for a stream.</summary>
    internal int Stream(WirePlace from, ProbeEndpoint source, ProbeEndpoint target, ReadOnlyMemory<byte> payload, Memory<byte> answer)
    {
        var rules = _rules;
        if (
            _map.Find(from, target.Address, target.Port, rules, Chance()) is not { } to
            || !Passes(rules, from, to, StreamSegment)
            || !Agents.TryGetValue(to, out var agent)
        )
            return 0;
        var head = payload.Span[..ProbeMessage.LeastBytes];
        var length = agent.Agent.Responder.Answer(head, payload.Length, source, answer.Span);
        return Passes(_rules, to, from, length + HeaderBytes) ? length : 0;
    }

    private async ValueTask<int> AnswerAsync(
        WirePlace to,
        ProbeEndpoint target,
        ProbeEndpoint source,
        ReadOnlyMemory<byte> datagram,
        byte[] answer,
        CancellationToken cancellation
    )
    {
        if (_map.Operator.Contains((target.Address, target.Port)))
            return link.Answer(datagram.Span, answer);
        if (to.Role == default)
            return AnswerDns(datagram.Span, answer);
        return Agents.TryGetValue(to, out var agent) ? await agent.Agent.ReceiveAsync(datagram, source, answer, cancellation) : 0;
    }

    /// <summary>The question again, with the flag that makes it an answer, and no error.</summary>
    private static int AnswerDns(ReadOnlySpan<byte> query, Span<byte> answer)
    {
        query.CopyTo(answer);
        if (query.Length > 3)
            answer[2] |= 0x80;
        return query.Length;
    }

    private bool Passes(WireRules rules, WirePlace from, WirePlace to, int size) => rules.Passes(from, to, size, Chance());

    private double Chance()
    {
        lock (_random)
            return _random.NextDouble();
    }
}
