using CniOperator.Health.Peers;
using CniOperator.Health.Probes;

namespace CniOperator.Agent.Network;

/// <summary>One UDP flow from a port of its own to one endpoint. Nothing here throws for what a network does.</summary>
public interface IProbeChannel : IDisposable
{
    /// <summary>Why there is no flow, such as no route; <see cref="ProbeFault.None"/> if there is.</summary>
    ProbeFault Fault { get; }

    /// <summary>The address that it sends from.</summary>
    PeerAddress Local { get; }

    /// <summary>Sends one datagram.</summary>
    ValueTask<ProbeFault> SendAsync(ReadOnlyMemory<byte> datagram, CancellationToken cancellation);

    /// <summary>
    /// Waits for one datagram of the endpoint. A cancelled wait gives <see cref="ProbeFault.Timeout"/>; what arrived before it is given
    /// even then, so that a process that slept does not call its own sleep a loss.
    /// </summary>
    ValueTask<Arrival> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellation);
}
