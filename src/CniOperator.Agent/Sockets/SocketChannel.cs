using System.Net;
using System.Net.Sockets;
using CniOperator.Agent.Network;
using CniOperator.Health.Peers;
using CniOperator.Health.Probes;

namespace CniOperator.Agent.Sockets;

/// <summary>A connected UDP socket: the kernel passes only datagrams of the endpoint, and ICMP errors about this flow.</summary>
internal sealed class SocketChannel(Socket? socket, ProbeFault fault) : IProbeChannel
{
    public ProbeFault Fault => fault;

    public PeerAddress Local => socket?.LocalEndPoint is IPEndPoint local ? PeerAddress.Of(local.Address) : PeerAddress.None;

    public async ValueTask<ProbeFault> SendAsync(ReadOnlyMemory<byte> datagram, CancellationToken cancellation)
    {
        try
        {
            if (socket is not null)
                await socket.SendAsync(datagram, cancellation);
            return fault;
        }
        catch (SocketException error)
        {
            return SocketFaults.Of(error);
        }
        catch (OperationCanceledException)
        {
            return ProbeFault.Timeout;
        }
    }

    public async ValueTask<Arrival> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        if (socket is null)
            return new Arrival(0, fault);
        try
        {
            return new Arrival(await socket.ReceiveAsync(buffer, cancellation), ProbeFault.None);
        }
        catch (SocketException error)
        {
            return new Arrival(0, SocketFaults.Of(error));
        }
        catch (OperationCanceledException)
        {
            return Waiting(buffer.Span);
        }
    }

    public void Dispose() => socket?.Dispose();

    /// <summary>What arrived while this process slept is not lost.</summary>
    private Arrival Waiting(Span<byte> buffer)
    {
        try
        {
            return socket!.Available > 0 ? new Arrival(socket.Receive(buffer), ProbeFault.None) : new Arrival(0, ProbeFault.Timeout);
        }
        catch (SocketException error)
        {
            return new Arrival(0, SocketFaults.Of(error));
        }
    }
}
