using System.Net;
using System.Net.Sockets;
using CniOperator.Agent.Answering;
using CniOperator.Health.Peers;

namespace CniOperator.Agent.Sockets;

/// <summary>
/// What the kubelet's readiness probe asks. It always says yes: whether the kubelet's request arrives, and its answer, is what is observed.
/// </summary>
/// <param name="witness">Takes note of a kubelet's probe, by its source.</param>
internal sealed class ReadinessService(Action<PeerAddress> witness)
{
    /// <summary>How many connections at a time.</summary>
    internal const int MostConnections = 16;

    /// <summary>How long the whole head may take.</summary>
    internal static readonly TimeSpan Life = TimeSpan.FromSeconds(1);

    private static readonly byte[] Ok = [.. "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n"u8];
    private static readonly byte[] Refused = [.. "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8];

    internal async Task ServeAsync(Socket socket, CancellationToken cancellation)
    {
        var head = new byte[RequestHead.MostBytes];
        var length = 0;
        while (!RequestHead.IsComplete(head.AsSpan(0, length)))
        {
            var read = length < head.Length ? await socket.ReceiveAsync(head.AsMemory(length), cancellation) : 0;
            if (read == 0 && length < head.Length)
                return;
            if (read == 0)
                break;
            length += read;
        }
        var well = RequestHead.IsComplete(head.AsSpan(0, length)) && RequestHead.IsGet(head.AsSpan(0, length));
        if (well && RequestHead.IsOfKubelet(head.AsSpan(0, length)) && socket.RemoteEndPoint is IPEndPoint remote)
            witness(PeerAddress.Of(remote.Address));
        await socket.SendAsync(well ? Ok : Refused, cancellation);
        socket.Shutdown(SocketShutdown.Send);
    }
}
