using System.Net;
using System.Net.Sockets;
using CniOperator.Agent.Answering;
using CniOperator.Agent.Network;
using CniOperator.Health.Peers;
using CniOperator.Health.Wire;

namespace CniOperator.Agent.Sockets;

/// <summary>Receives bulk probes. Without a signed head nothing more is read.</summary>
internal sealed class BulkService(Responder responder, Func<WireKeys> keys)
{
    /// <summary>How many at a time.</summary>
    internal const int MostConnections = 16;

    /// <summary>How long one may take.</summary>
    internal static readonly TimeSpan Life = TimeSpan.FromSeconds(10);

    private const int ChunkBytes = 8192;

    internal async Task ServeAsync(Socket socket, CancellationToken cancellation)
    {
        var head = new byte[ProbeMessage.LeastBytes];
        if (
            !await FillAsync(socket, head, cancellation)
            || !ProbeMessage.TryRead(head, keys(), out var probe)
            || socket.RemoteEndPoint is not IPEndPoint remote
        )
            return;
        var chunk = new byte[ChunkBytes];
        var matches = true;
        for (var received = 0; received < WireFormat.BulkBytes; received += ChunkBytes)
        {
            if (!await FillAsync(socket, chunk, cancellation))
                return;
            matches &= BulkPattern.Matches(chunk, probe.Nonce, received);
        }
        var answer = new byte[ProbeAnswer.MostBytes];
        var source = new ProbeEndpoint(PeerAddress.Of(remote.Address), (ushort)remote.Port);
        // Content that changed on its way is as if it had not come.
        var bytes = head.Length + (matches ? WireFormat.BulkBytes : 0);
        var length = responder.Answer(head, bytes, source, answer);
        for (var sent = 0; sent < length; )
            sent += await socket.SendAsync(answer.AsMemory(sent, length - sent), cancellation);
        socket.Shutdown(SocketShutdown.Send);
    }

    private static async ValueTask<bool> FillAsync(Socket socket, Memory<byte> buffer, CancellationToken cancellation)
    {
        while (buffer.Length > 0)
        {
            var read = await socket.ReceiveAsync(buffer, cancellation);
            if (read == 0)
                return false;
            buffer = buffer[read..];
        }
        return true;
    }
}
