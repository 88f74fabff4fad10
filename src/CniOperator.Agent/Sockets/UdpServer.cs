using System.Net;
using System.Net.Sockets;
using CniOperator.Agent.Network;
using CniOperator.Agent.Running;
using CniOperator.Health.Peers;
using CniOperator.Health.Wire;

namespace CniOperator.Agent.Sockets;

/// <summary>Receives datagrams on one address and answers from it: an answer from another address would not arrive.</summary>
internal sealed class UdpServer(NodeAgent agent, TimeProvider time)
{
    private static readonly TimeSpan AfterError = TimeSpan.FromMilliseconds(50);

    internal async Task RunAsync(Socket socket, CancellationToken cancellation)
    {
        // One byte more than any probe has shows that a datagram is larger.
        var buffer = new byte[WireFormat.MaxProbeBytes + 1];
        var answer = new byte[WireFormat.MaxBytes];
        var source = new SocketAddress(socket.AddressFamily);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                var length = await socket.ReceiveFromAsync(buffer, SocketFlags.None, source, cancellation);
                await ReceivedAsync(socket, buffer.AsMemory(0, length), source, answer, cancellation);
            }
            catch (SocketException)
            {
                // Of one datagram, or of a moment without memory: the next one may do better.
                await Task.Delay(AfterError, time, cancellation);
            }
        }
    }

    private async ValueTask ReceivedAsync(
        Socket socket,
        ReadOnlyMemory<byte> datagram,
        SocketAddress source,
        byte[] answer,
        CancellationToken cancellation
    )
    {
        var endpoint = Read(source);
        switch (WireFormat.KindOf(datagram.Span))
        {
            case WireKind.Probe:
                var length = await agent.ReceiveAsync(datagram, endpoint, answer, cancellation);
                if (length > 0)
                    await socket.SendToAsync(answer.AsMemory(0, length), SocketFlags.None, source, cancellation);
                break;
            case WireKind.Report or WireKind.PeersRequest when datagram.Length <= WireFormat.MaxBytes:
                // A relay waits for the operator. Probes must not wait with it.
                _ = RelayAsync(socket, datagram.ToArray(), endpoint, cancellation);
                break;
        }
    }

    private async Task RelayAsync(Socket socket, byte[] datagram, ProbeEndpoint source, CancellationToken cancellation)
    {
        try
        {
            var answer = new byte[WireFormat.MaxBytes];
            var length = await agent.ReceiveAsync(datagram, source, answer, cancellation);
            if (length > 0)
                await socket.SendToAsync(answer.AsMemory(0, length), SocketFlags.None, source.ToIPEndPoint(), cancellation);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The canary asks again.
        }
    }

    private static ProbeEndpoint Read(SocketAddress source)
    {
        // As sockaddr_in and sockaddr_in6 have it: family, port, and for IPv6 four bytes of flow before the address.
        var bytes = source.Buffer.Span;
        var port = (ushort)((bytes[2] << 8) | bytes[3]);
        var address = source.Family == AddressFamily.InterNetworkV6 ? new IPAddress(bytes.Slice(8, 16)) : new IPAddress(bytes.Slice(4, 4));
        return new ProbeEndpoint(PeerAddress.Of(address), port);
    }
}
