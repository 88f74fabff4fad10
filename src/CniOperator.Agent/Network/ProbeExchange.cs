using CniOperator.Health.Probes;

namespace CniOperator.Agent.Network;

/// <summary>One question and its answer over a channel.</summary>
public static class ProbeExchange
{
    // From here on a wait that was too long says more about this process than about the network.
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(500);

    private const int MostAnswerBytes = 1280;

    /// <summary>Sends, and waits for a datagram that is the answer; others do not end the wait.</summary>
    /// <param name="channel">The flow.</param>
    /// <param name="request">What is asked; an empty one is <see cref="ProbeFault.TooLarge"/>.</param>
    /// <param name="wait">How long.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isAnswer">Tells the answer from forged or late datagrams.</param>
    /// <param name="cancellation">Ends the wait as well.</param>
    public static async ValueTask<ExchangeResult> AskAsync(
        IProbeChannel channel,
        ReadOnlyMemory<byte> request,
        TimeSpan wait,
        TimeProvider time,
        Func<ReadOnlyMemory<byte>, bool> isAnswer,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(isAnswer);
        using var timeout = new CancellationTokenSource(wait, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        var start = time.GetTimestamp();
        var fault = request.Length == 0 ? ProbeFault.TooLarge : await channel.SendAsync(request, both.Token);
        var buffer = new byte[MostAnswerBytes];
        while (fault == ProbeFault.None)
        {
            var arrival = await channel.ReceiveAsync(buffer, both.Token);
            if (arrival.Fault == ProbeFault.None && isAnswer(buffer.AsMemory(0, arrival.Length)))
                return new ExchangeResult(ProbeFault.None, buffer.AsMemory(0, arrival.Length), Microseconds(time, start));
            fault = arrival.Fault;
        }
        var late = fault == ProbeFault.Timeout && time.GetElapsedTime(start) > wait + Late;
        return new ExchangeResult(late ? ProbeFault.SenderLate : fault, default, 0);
    }

    /// <summary>Since a timestamp, at least 1: 0 says that nothing came.</summary>
    public static int Microseconds(TimeProvider time, long start)
    {
        ArgumentNullException.ThrowIfNull(time);
        return (int)Math.Clamp(time.GetElapsedTime(start).TotalMicroseconds, 1, int.MaxValue);
    }
}
