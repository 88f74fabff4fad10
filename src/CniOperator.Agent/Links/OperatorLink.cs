using CniOperator.Agent.Network;
using CniOperator.Health.Probes;

namespace CniOperator.Agent.Links;

/// <summary>
/// The ways to the operator: each of its addresses, and at last the prober of the same node, which goes by the host's network. So what a
/// canary saw is heard even when the pod network carries nothing to the operator.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="ways">The operator's addresses in force, and a relay behind them; read for each message.</param>
/// <param name="time">The clock.</param>
public sealed class OperatorLink(IProbeNetwork network, Func<IReadOnlyList<ProbeEndpoint>> ways, TimeProvider time)
{
    private const int MostWays = 8;

    // After this time the first way is tried first again: what took another's place was for a trouble that may be over.
    private static readonly TimeSpan PreferredFor = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private ProbeEndpoint _preferred;
    private long _preferredSince;

    /// <summary>The flow that worked last: an agent that gets no more ports must still be able to say so.</summary>
    private (ProbeEndpoint Way, IProbeChannel Channel)? _kept;

    /// <summary>Asks one way after the other until one answers, that which answered last first.</summary>
    /// <param name="request">The signed datagram.</param>
    /// <param name="isAnswer">Tells the answer from other datagrams.</param>
    /// <param name="cancellation">The agent ends.</param>
    /// <returns>The answer; empty if no way gave one.</returns>
    public async ValueTask<ReadOnlyMemory<byte>> AskAsync(
        ReadOnlyMemory<byte> request,
        Func<ReadOnlyMemory<byte>, bool> isAnswer,
        CancellationToken cancellation
    )
    {
        foreach (var way in InOrder())
        {
            if (cancellation.IsCancellationRequested)
                break;
            var channel = Open(way);
            if (channel.Fault == ProbeFault.None)
            {
                var result = await ProbeExchange.AskAsync(channel, request, Wait, time, isAnswer, cancellation);
                if (result.Fault == ProbeFault.None)
                {
                    Keep(way, channel);
                    return result.Answer;
                }
            }
            channel.Dispose();
        }
        return default;
    }

    /// <summary>Ends the flow that is kept.</summary>
    public void End() => Take()?.Channel.Dispose();

    /// <summary>A fresh flow, or, without ports, the last one.</summary>
    private IProbeChannel Open(ProbeEndpoint way)
    {
        var fresh = network.Open(way, whole: false);
        if (fresh.Fault != ProbeFault.NoResources || Take() is not { } kept)
            return fresh;
        fresh.Dispose();
        if (kept.Way == way)
            return kept.Channel;
        kept.Channel.Dispose();
        return network.Open(way, whole: false);
    }

    private void Keep(ProbeEndpoint way, IProbeChannel channel)
    {
        if (way != _preferred)
            (_preferred, _preferredSince) = (way, time.GetTimestamp());
        Take()?.Channel.Dispose();
        lock (_lock)
            _kept = (way, channel);
    }

    /// <summary>Messages that are on their way at once do not share a flow.</summary>
    private (ProbeEndpoint Way, IProbeChannel Channel)? Take()
    {
        lock (_lock)
        {
            var kept = _kept;
            _kept = null;
            return kept;
        }
    }

    private List<ProbeEndpoint> InOrder()
    {
        List<ProbeEndpoint> order = [.. ways().Take(MostWays)];
        if (time.GetElapsedTime(_preferredSince) < PreferredFor && order.Remove(_preferred))
            order.Insert(0, _preferred);
        return order;
    }
}
