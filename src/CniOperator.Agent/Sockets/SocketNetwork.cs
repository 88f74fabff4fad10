using System.Net.Sockets;
using CniOperator.Agent.Network;
using CniOperator.Health.Probes;
using Family = CniOperator.Health.Reports.AddressFamily;

namespace CniOperator.Agent.Sockets;

/// <summary>The network of this process's namespace.</summary>
internal sealed class SocketNetwork : IProbeNetwork
{
    // As ip(7) and ipv6(7) number them.
    private const int Ip = 0;
    private const int IpMtuDiscover = 10;
    private const int IpReceiveErrors = 11;
    private const int Ipv6 = 41;
    private const int Ipv6MtuDiscover = 23;
    private const int Ipv6ReceiveErrors = 25;
    private const int Probe = 3;

    public IProbeChannel Open(ProbeEndpoint target, bool whole)
    {
        var isIPv6 = target.Address.Family == Family.IPv6;
        Socket? socket = null;
        try
        {
            socket = new Socket(isIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            // Without it, UDP keeps it to itself when a router says that it has no route.
            Set(socket, isIPv6 ? Ipv6 : Ip, isIPv6 ? Ipv6ReceiveErrors : IpReceiveErrors, 1);
            // The don't-fragment bit is set, and what the kernel believes about the path is not asked.
            if (whole)
                Set(socket, isIPv6 ? Ipv6 : Ip, isIPv6 ? Ipv6MtuDiscover : IpMtuDiscover, Probe);
            socket.Connect(target.ToIPEndPoint());
            return new SocketChannel(socket, ProbeFault.None);
        }
        catch (SocketException error)
        {
            socket?.Dispose();
            return new SocketChannel(null, SocketFaults.Of(error));
        }
    }

    public async ValueTask<Arrival> BulkAsync(
        ProbeEndpoint target,
        ReadOnlyMemory<byte> payload,
        Memory<byte> answer,
        CancellationToken cancellation
    )
    {
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            // On any failure the peer is to see a reset, and no socket of this side is to linger.
            socket.LingerState = new LingerOption(true, 0);
            await socket.ConnectAsync(target.ToIPEndPoint(), cancellation);
            for (var sent = 0; sent < payload.Length; )
                sent += await socket.SendAsync(payload[sent..], cancellation);
            var length = 0;
            while (length < answer.Length && await socket.ReceiveAsync(answer[length..], cancellation) is var read and > 0)
                length += read;
            return new Arrival(length, ProbeFault.None);
        }
        catch (SocketException error)
        {
            return new Arrival(0, SocketFaults.Of(error));
        }
        catch (OperationCanceledException)
        {
            return new Arrival(0, ProbeFault.Timeout);
        }
    }

    private static void Set(Socket socket, int level, int option, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BitConverter.TryWriteBytes(bytes, value);
        socket.SetRawSocketOption(level, option, bytes);
    }
}
