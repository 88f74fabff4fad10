using System.Net;
using System.Net.Sockets;
using CniOperator.FaultLab.Network;

namespace CniOperator.FaultLab.Running;

/// <summary>The cluster's DNS: knows every name, at one address.</summary>
internal sealed class TinyDns(LabNetwork network) : IDisposable
{
    private static readonly byte[] Record = [0xC0, 0x0C, 0, 1, 0, 1, 0, 0, 0, 5, 0, 4, 10, 96, 0, 1];

    private Socket? _socket;

    /// <summary>Whether it answers.</summary>
    internal bool IsUp { get; set; } = true;

    internal void Start()
    {
        _socket = Space.In(network.DnsNode.EchoSpace, () =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(network.DnsNode.Echo), 53));
            return socket;
        });
        _ = ServeAsync(_socket);
    }

    public void Dispose() => _socket?.Dispose();

    private async Task ServeAsync(Socket socket)
    {
        var buffer = new byte[512];
        try
        {
            while (true)
            {
                var received = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0));
                if (!IsUp || received.ReceivedBytes < 12)
                    continue;
                byte[] answer = [.. buffer[..received.ReceivedBytes], .. Record];
                (answer[2], answer[3], answer[7]) = (0x81, 0x80, 1);
                await socket.SendToAsync(answer, received.RemoteEndPoint);
            }
        }
        catch (Exception error) when (error is ObjectDisposedException or SocketException)
        {
            // The lab ends.
        }
    }
}
