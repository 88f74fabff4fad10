using System.Threading.Channels;
using CniOperator.Agent.Network;
using CniOperator.Health.Peers;
using CniOperator.Health.Probes;

namespace CniOperator.Commands.Sandbox.Wire;

/// <summary>One flow of an agent on the wire.</summary>
internal sealed class WireChannel(WireHub hub, WirePlace place, ProbeEndpoint source, ProbeEndpoint target) : IProbeChannel
{
    private readonly CancellationTokenSource _over = new();
    private readonly Channel<byte[]> _arrived = Channel.CreateUnbounded<byte[]>();

    public ProbeFault Fault { get; init; }

    public PeerAddress Local => source.Address;

    public ValueTask<ProbeFault> SendAsync(ReadOnlyMemory<byte> datagram, CancellationToken cancellation)
    {
        // A relay answers after a while: who sends does not wait for it. The buffer is the sender's.
        _ = CarryAsync(datagram.ToArray());
        return ValueTask.FromResult(Fault);
    }

    public async ValueTask<Arrival> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            var arrived = await _arrived.Reader.ReadAsync(cancellation);
            arrived.CopyTo(buffer);
            return new Arrival(arrived.Length, ProbeFault.None);
        }
        catch (OperationCanceledException)
        {
            return new Arrival(0, ProbeFault.Timeout);
        }
    }

    public void Dispose()
    {
        _over.Cancel();
        _over.Dispose();
    }

    /// <summary>Completes when it is cancelled.</summary>
    internal static async Task UntilAsync(CancellationToken cancellation)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellation.Register(() => over.TrySetResult());
        await over.Task;
    }

    private async Task CarryAsync(byte[] datagram)
    {
        try
        {
            if (await hub.AskAsync(place, source, target, datagram, _over.Token) is { } answer)
                _arrived.Writer.TryWrite(answer);
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            // The flow is closed.
        }
    }
}
